package dev.tributary.topology;

import static dev.tributary.topology.Payroll.BONUSES;
import static dev.tributary.topology.Payroll.COMPLETE;
import static dev.tributary.topology.Payroll.EMPLOYEES;
import static dev.tributary.topology.Payroll.bonus;
import static dev.tributary.topology.Payroll.bonusKey;
import static dev.tributary.topology.Payroll.change;
import static dev.tributary.topology.Payroll.employee;
import static dev.tributary.topology.Payroll.employeeKey;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table whose topic has no keys: the source has no primary key, and the pipeline declares one. */
class UnkeyedTableTest {
    private static final String KEYLESS = "table.bonus.key.format = none\n";

    private static Flow flow() {
        return Flow.of(Payroll.plain(KEYLESS)).send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 1));
    }

    private static String changed(String op, @Nullable String before, @Nullable String after, long lsn) {
        return Payroll.change(op, after, lsn).replace("\"before\":null", "\"before\":" + before);
    }

    @Test
    void shouldRetractARowByTheColumnsThatItHad() {
        try (Flow flow = flow()) {
            flow.send(BONUSES, null, change("c", bonus(10, 1, 5), 2));
            flow.output(COMPLETE);

            flow.send(BONUSES, null, changed("d", bonus(10, 1, 5), null, 3)).send(BONUSES, null, (String) null);

            assertThat(flow.output(COMPLETE)).containsExactly(bonusKey(10) + " -> null");
            assertThat(flow.output(Flow.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenTheKeyOfARowChanges() {
        try (Flow flow = flow()) {
            flow.send(BONUSES, null, change("c", bonus(10, 1, 5), 2));
            flow.output(COMPLETE);

            flow.send(BONUSES, null, changed("u", bonus(10, 1, 5), bonus(11, 1, 5), 3));

            assertThat(flow.output(COMPLETE))
                    .hasSize(2)
                    .contains(bonusKey(10) + " -> null")
                    .anyMatch(row -> row.startsWith(bonusKey(11)));
        }
    }

    @Test
    void shouldEndRightWhenTheDeleteOvertakesTheRow() {
        try (Flow flow = flow()) {
            flow.send(BONUSES, null, changed("d", bonus(10, 1, 5), null, 3));
            flow.send(BONUSES, null, change("c", bonus(10, 1, 5), 2));

            assertThat(flow.output(COMPLETE)).isEmpty();
        }
    }

    @Test
    void shouldSendADeleteAwayThatDoesNotTellItsRow() {
        try (Flow flow = flow()) {
            flow.send(BONUSES, null, change("d", null, 3));

            assertThat(flow.output(Flow.DEAD_LETTERS)).hasSize(1);
        }
    }
}
