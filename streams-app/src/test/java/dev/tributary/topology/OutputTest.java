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

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void shouldSayWhatChangedAndWhereItStandsInTheSourcesCommitOrder() {
        try (Flow flow = Flow.of(Payroll.pipeline(""))) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "23.50"), 100));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 90));

            assertThat(flow.output(COMPLETE))
                    .containsExactly(bonusKey(10)
                            + " -> {\"bonus_id\":10,\"employee_id\":1,\"first_name\":\"Ann\",\"hourly_rate\":23.50,\"bonus\":5,"
                            + "\"__op\":\"c\",\"__deleted\":false,\"__source_ts_ms\":1700000000100,\"__commit_lsn\":99,\"__lsn\":100,"
                            + "\"__tx_id\":\"100\",\"__position\":\"a0b59b5aa0\"}");
        }
    }

    @Test
    void shouldWriteADeleteAsARowAndATombstone() {
        try (Flow flow = Flow.of(Payroll.pipeline(""))) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "23.50"), 1));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 2));
            flow.output(COMPLETE);

            flow.send(BONUSES, bonusKey(10), change("d", null, 3));

            List<String> written = flow.output(COMPLETE);
            assertThat(written).hasSize(2);
            assertThat(written.get(0))
                    .startsWith(bonusKey(10) + " -> {\"bonus_id\":10,\"employee_id\":null,\"first_name\":null,")
                    .contains("\"__op\":\"d\",\"__deleted\":true");
            assertThat(written.get(1)).isEqualTo(bonusKey(10) + " -> null");
        }
    }

    @Test
    void shouldKeepTheOldValueForANullWhereTheTableSaysSo() {
        try (Flow flow = Flow.of(Payroll.plain("table.payroll.merge = ignore-nulls\n"))) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "23.50"), 1));
            flow.send(EMPLOYEES, employeeKey(1), change("u", employee(1, null, "24.00"), 2));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 3));

            assertThat(flow.output(COMPLETE)).singleElement().asString().contains("\"Ann\",\"hourly_rate\":24.00");
        }
    }

    @Test
    void shouldFillAnUnavailableValueFromTheRowBefore() {
        try (Flow flow = Flow.of(Payroll.plain(""))) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "23.50"), 1));
            flow.send(EMPLOYEES, employeeKey(1), change("u", employee(1, "__debezium_unavailable_value", "24.00"), 2));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 3));

            assertThat(flow.output(COMPLETE)).singleElement().asString().contains("\"Ann\",\"hourly_rate\":24.00");
        }
    }

    @Test
    void shouldReadRowsWithoutAnEnvelope() {
        String rows = "table.payroll.envelope = row\ntable.bonus.envelope = row\n";
        try (Flow flow = Flow.of(Payroll.plain(rows))) {
            flow.send(EMPLOYEES, employeeKey(1), employee(1, "Ann", "\"23.50\""));
            flow.send(BONUSES, bonusKey(10), "{\"schema\":{\"type\":\"struct\"},\"payload\":" + bonus(10, 1, 5) + "}");
            flow.send(BONUSES, bonusKey(10), (String) null);

            assertThat(flow.output(COMPLETE)).hasSize(2).last().isEqualTo(bonusKey(10) + " -> null");
        }
    }

    @Test
    void shouldKeyATableByItsRowsWhereItsTopicHasNoKeys() {
        String keyless = "table.payroll.key.format = none\ntable.payroll.envelope = row\n";
        try (Flow flow = Flow.of(Payroll.plain(keyless))) {
            flow.send(EMPLOYEES, null, employee(1, "Ann", "23.50"));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 3));

            assertThat(flow.output(COMPLETE)).singleElement().asString().contains("\"Ann\"");
        }
    }
}
