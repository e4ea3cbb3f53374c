package dev.tributary.topology;

import static dev.tributary.topology.Payroll.BONUSES;
import static dev.tributary.topology.Payroll.EMPLOYEES;
import static dev.tributary.topology.Payroll.bonus;
import static dev.tributary.topology.Payroll.bonusKey;
import static dev.tributary.topology.Payroll.change;
import static dev.tributary.topology.Payroll.employee;
import static dev.tributary.topology.Payroll.employeeKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each thing that may happen to a record is counted where it happens. */
class CountersTest {
    private static final String UNAVAILABLE = "__debezium_unavailable_value";
    private static final String WAITING =
            "output.payroll_complete.kind = stream\noutput.payroll_complete.join.payroll.wait = 10m\n";

    @Test
    void shouldCountWhatATablePassesOverAndMends() {
        try (Flow flow = Flow.of(Payroll.plain(""))) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 5));
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 5));
            flow.send(EMPLOYEES, employeeKey(1), change("u", employee(1, "Old", "1"), 4));
            flow.send(EMPLOYEES, employeeKey(1), change("u", employee(1, "Ann", "1"), 6));
            flow.send(EMPLOYEES, employeeKey(1), change("u", employee(1, UNAVAILABLE, "2"), 7));
            flow.send(EMPLOYEES, employeeKey(2), change("u", employee(2, UNAVAILABLE, "2"), 8));

            assertThat(flow.counted())
                    .isEqualTo(Map.of(
                            "payroll stale-total", 2.0,
                            "payroll unchanged-total", 1.0,
                            "payroll filled-total", 1.0,
                            "payroll incomplete-total", 1.0));
        }
    }

    @Test
    void shouldCountTheEventsThatWaitAndThoseThatNoLongerDo() {
        try (Flow flow = Flow.of(Payroll.plain(WAITING))) {
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 1));
            flow.send(BONUSES, bonusKey(11), change("c", bonus(11, 2, 5), 2));
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 3));
            flow.pass(Duration.ofMinutes(11));

            assertThat(flow.counted())
                    .isEqualTo(Map.of(
                            "payroll-complete-held-for-payroll waiting-total", 2.0,
                            "payroll-complete-held-for-payroll released-total", 2.0,
                            "payroll-complete-settle-payroll dead-total", 1.0));
        }
    }

    @Test
    void shouldCountTheDeadByTheStepThatRefusedThem() {
        try (Flow flow = Flow.of(Payroll.plain("output.payroll_complete.kind = stream\n"))) {
            flow.send(EMPLOYEES, employeeKey(1), "broken").send(BONUSES, bonusKey(10), "broken");
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, null, 5), 1));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 2));

            assertThat(flow.counted())
                    .isEqualTo(Map.of(
                            "read-payroll dead-total", 1.0,
                            "read-bonus dead-total", 1.0,
                            "payroll-complete-route-to-payroll dead-total", 1.0,
                            "payroll-complete-enrich-from-payroll dead-total", 1.0));
        }
    }
}
