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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class StreamJoinTest {
    private static final String STREAM = "output.payroll_complete.kind = stream\n";
    private static final String WAITING = STREAM + "output.payroll_complete.join.payroll.wait = 10m\n";
    private static final String EVERYWHERE = WAITING + "output.payroll_complete.join.payroll.broadcast = true\n";
    private static final String LEFT = STREAM + "output.payroll_complete.join.payroll.type = left\n";

    private static void employeeIs(Flow flow, int id, String name, long lsn) {
        flow.send(EMPLOYEES, employeeKey(id), change("u", employee(id, name, "23.50"), lsn));
    }

    private static void bonusIs(Flow flow, int id, int employeeId, long lsn) {
        flow.send(BONUSES, bonusKey(id), change("c", bonus(id, employeeId, 5), lsn));
    }

    private static String row(int bonusId, int employeeId, String name) {
        return bonusKey(bonusId) + " -> {\"bonus_id\":" + bonusId + ",\"employee_id\":" + employeeId
                + ",\"first_name\":\"" + name + "\",\"hourly_rate\":23.50,\"bonus\":5}";
    }

    @Test
    void shouldEnrichEachEventOnceWithTheLatestRow() {
        try (Flow flow = Flow.of(Payroll.plain(STREAM))) {
            employeeIs(flow, 1, "Ann", 1);
            bonusIs(flow, 10, 1, 2);
            employeeIs(flow, 1, "Anna", 3);
            bonusIs(flow, 11, 1, 4);

            assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann"), row(11, 1, "Anna"));
        }
    }

    @Test
    void shouldHoldTheBonusThatArrivesBeforeItsEmployee() {
        try (Flow flow = Flow.of(Payroll.plain(WAITING))) {
            bonusIs(flow, 10, 1, 1);
            bonusIs(flow, 11, 1, 2);
            flow.pass(Duration.ofMinutes(9));
            assertThat(flow.output(COMPLETE)).isEmpty();

            employeeIs(flow, 1, "Ann", 3);
            assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann"), row(11, 1, "Ann"));

            employeeIs(flow, 1, "Anna", 4);
            flow.pass(Duration.ofMinutes(20));
            assertThat(flow.output(COMPLETE)).isEmpty();
            assertThat(flow.output(Flow.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void shouldJoinAWaitingBonusToItsEmployeeAsHeCameThoughTheInstanceLooksLater() {
        try (Flow flow = Flow.of(Payroll.plain(EVERYWHERE))) {
            bonusIs(flow, 10, 1, 1);
            bonusIs(flow, 11, 2, 2);
            employeeIs(flow, 1, "Ann", 3);
            employeeIs(flow, 1, "Anna", 4);

            flow.pass(Duration.ofMillis(100));

            assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann"));
        }
    }

    @Test
    void shouldLetWaitingEventsGoBeforeOneThatComesLater() {
        try (Flow flow = Flow.of(Payroll.plain(EVERYWHERE))) {
            bonusIs(flow, 10, 1, 1);
            employeeIs(flow, 1, "Ann", 2);
            bonusIs(flow, 11, 1, 3);

            assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann"), row(11, 1, "Ann"));
        }
    }

    @Test
    void shouldKeepAnEventWaitingWhereItsEmployeeCameAndWent() {
        try (Flow flow = Flow.of(Payroll.plain(EVERYWHERE))) {
            employeeIs(flow, 1, "Ann", 1);
            flow.send(EMPLOYEES, employeeKey(1), change("d", null, 2));
            bonusIs(flow, 10, 1, 3);
            flow.pass(Duration.ofMinutes(9));
            assertThat(flow.output(COMPLETE)).isEmpty();

            employeeIs(flow, 1, "Ann", 4);
            flow.pass(Duration.ofMinutes(2));

            assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann"));
            assertThat(flow.output(Flow.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void shouldJoinToTheEmployeeAsHeIsNowHoweverOftenHeWasAskedFor() {
        try (Flow flow = Flow.of(Payroll.plain(EVERYWHERE))) {
            employeeIs(flow, 1, "Ann", 1);
            bonusIs(flow, 10, 1, 2);
            bonusIs(flow, 11, 1, 3);
            employeeIs(flow, 1, "Anna", 4);
            bonusIs(flow, 12, 1, 5);

            assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann"), row(11, 1, "Ann"), row(12, 1, "Anna"));
        }
    }

    @Test
    void shouldSendAnEventWhoseTimeIsUpToTheDeadLetterTopicWhereTheTableIsEverywhereToo() {
        try (Flow flow = Flow.of(Payroll.plain(EVERYWHERE))) {
            bonusIs(flow, 10, 1, 1);

            flow.pass(Duration.ofMinutes(11));
            employeeIs(flow, 1, "Ann", 2);
            flow.pass(Duration.ofMinutes(11));

            assertThat(flow.output(Flow.DEAD_LETTERS)).hasSize(1);
            assertThat(flow.output(COMPLETE)).isEmpty();
        }
    }

    @Test
    void shouldSendAnEventWhoseTimeIsUpToTheDeadLetterTopic() {
        try (Flow flow = Flow.of(Payroll.plain(WAITING))) {
            bonusIs(flow, 10, 1, 1);
            bonusIs(flow, 11, 2, 2);

            flow.pass(Duration.ofMinutes(11));

            List<TestRecord<byte[], byte[]>> letters = flow.raw(Flow.DEAD_LETTERS);
            assertThat(letters).hasSize(2);
            assertThat(Flow.text(letters.get(0).key())).isEqualTo(bonusKey(10));
            assertThat(Flow.text(letters.get(0).value())).isEqualTo(bonus(10, 1, 5));
            assertThat(header(letters.get(0), "__streams.errors.topic")).isEqualTo(BONUSES);
            assertThat(header(letters.get(0), "__streams.errors.message"))
                    .contains("payroll")
                    .contains("PT10M");

            employeeIs(flow, 1, "Ann", 3);
            assertThat(flow.output(COMPLETE)).isEmpty();
        }
    }

    @Test
    void shouldSendAnEventWithoutItsPartnerToTheDeadLetterTopicAtOnceWhenNothingWaits() {
        try (Flow flow = Flow.of(Payroll.plain(STREAM))) {
            bonusIs(flow, 10, 1, 1);

            List<TestRecord<byte[], byte[]>> letters = flow.raw(Flow.DEAD_LETTERS);
            assertThat(letters).hasSize(1);
            assertThat(header(letters.get(0), "__streams.errors.offset")).isEqualTo("0");
        }
    }

    @Test
    void shouldSendAnEventThatRefersToNothingToTheDeadLetterTopic() {
        try (Flow flow = Flow.of(Payroll.plain(STREAM))) {
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, null, 5), 1));

            assertThat(flow.output(Flow.DEAD_LETTERS)).hasSize(1);
        }
    }

    @Test
    void shouldLetAnEventWithoutItsPartnerGoOutWithNullsInALeftJoin() {
        try (Flow flow = Flow.of(Payroll.plain(LEFT))) {
            bonusIs(flow, 10, 1, 1);

            assertThat(flow.output(COMPLETE))
                    .containsExactly(
                            bonusKey(10)
                                    + " -> {\"bonus_id\":10,\"employee_id\":null,\"first_name\":null,\"hourly_rate\":null,\"bonus\":5}");
        }
    }

    @Test
    void shouldPassOnTheDeleteOfADrivingRow() {
        try (Flow flow = Flow.of(Payroll.plain(STREAM))) {
            employeeIs(flow, 1, "Ann", 1);
            bonusIs(flow, 10, 1, 2);
            flow.output(COMPLETE);

            flow.send(BONUSES, bonusKey(10), change("d", null, 3)).send(BONUSES, bonusKey(10), (String) null);

            assertThat(flow.output(COMPLETE)).containsExactly(bonusKey(10) + " -> null");
        }
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
