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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableJoinTest {
    private final Flow flow = Flow.of(Payroll.plain(""));
    private long lsn = 100;

    @AfterEach
    void close() {
        flow.close();
    }

    private void employeeIs(int id, @Nullable String name) {
        flow.send(EMPLOYEES, employeeKey(id), change("u", employee(id, name, "23.50"), ++lsn));
    }

    private void bonusIs(int id, @Nullable Integer employeeId, @Nullable Integer amount) {
        flow.send(BONUSES, bonusKey(id), change("u", bonus(id, employeeId, amount), ++lsn));
    }

    private void bonusGoes(int id) {
        flow.send(BONUSES, bonusKey(id), change("d", null, ++lsn)).send(BONUSES, bonusKey(id), (String) null);
    }

    private void employeeGoes(int id) {
        flow.send(EMPLOYEES, employeeKey(id), change("d", null, ++lsn)).send(EMPLOYEES, employeeKey(id), (String) null);
    }

    private static String row(int bonusId, int employeeId, @Nullable String name, @Nullable Integer amount) {
        return bonusKey(bonusId) + " -> {\"bonus_id\":" + bonusId + ",\"employee_id\":" + employeeId
                + ",\"first_name\":" + (name == null ? "null" : "\"" + name + "\"")
                + ",\"hourly_rate\":23.50,\"bonus\":" + amount + "}";
    }

    private static String gone(int bonusId) {
        return bonusKey(bonusId) + " -> null";
    }

    @Test
    void shouldJoinABonusToItsEmployee() {
        employeeIs(1081, "Sheridan");
        bonusIs(1, 1081, 25);

        assertThat(flow.output(COMPLETE)).containsExactly(row(1, 1081, "Sheridan", 25));
    }

    @Test
    void shouldKeepTheBonusThatArrivesBeforeItsEmployee() {
        bonusIs(1, 1055, 25);
        assertThat(flow.output(COMPLETE)).isEmpty();

        employeeIs(1055, "Ann");
        assertThat(flow.output(COMPLETE)).containsExactly(row(1, 1055, "Ann", 25));
    }

    @Test
    void shouldTellEveryBonusOfAChangedEmployee() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        bonusIs(11, 1, 6);
        bonusIs(12, 2, 7);
        flow.output(COMPLETE);

        employeeIs(1, "Anna");

        assertThat(flow.output(COMPLETE)).containsExactlyInAnyOrder(row(10, 1, "Anna", 5), row(11, 1, "Anna", 6));
    }

    @Test
    void shouldMatchOnlyTheWholeKeyOfAnEmployee() {
        bonusIs(10, 1, 5);
        bonusIs(11, 11, 6);

        employeeIs(1, "Ann");

        assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, "Ann", 5));
    }

    @Test
    void shouldRetractTheRowOfADeletedBonus() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        flow.output(COMPLETE);

        bonusGoes(10);

        assertThat(flow.output(COMPLETE)).containsExactly(gone(10));
    }

    @Test
    void shouldRetractEveryRowOfADeletedEmployeeAndBringThemBackWithIt() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        bonusIs(11, 1, 6);
        flow.output(COMPLETE);

        employeeGoes(1);
        assertThat(flow.output(COMPLETE)).containsExactlyInAnyOrder(gone(10), gone(11));

        employeeIs(1, "Ann");
        assertThat(flow.output(COMPLETE)).containsExactlyInAnyOrder(row(10, 1, "Ann", 5), row(11, 1, "Ann", 6));
    }

    @Test
    void shouldReplaceTheRowOfABonusThatMovesToAnotherEmployee() {
        employeeIs(1, "Ann");
        employeeIs(2, "Bob");
        bonusIs(10, 1, 5);
        flow.output(COMPLETE);

        bonusIs(10, 2, 5);
        assertThat(flow.output(COMPLETE)).containsExactly(row(10, 2, "Bob", 5));

        employeeIs(1, "Anna");
        assertThat(flow.output(COMPLETE)).isEmpty();
    }

    @Test
    void shouldRetractTheRowOfABonusThatMovesToNobody() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        bonusIs(11, 1, 5);
        flow.output(COMPLETE);

        bonusIs(10, 3, 5);
        bonusIs(11, null, 5);

        assertThat(flow.output(COMPLETE)).containsExactly(gone(10), gone(11));
    }

    @Test
    void shouldTakeAnExplicitNullAsNull() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        flow.output(COMPLETE);

        employeeIs(1, null);
        bonusIs(10, 1, null);

        assertThat(flow.output(COMPLETE)).containsExactly(row(10, 1, null, 5), row(10, 1, null, null));
    }

    @Test
    void shouldSayNothingWhenNothingDiffers() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        flow.output(COMPLETE);

        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);

        assertThat(flow.output(COMPLETE)).isEmpty();
    }

    @Test
    void shouldIgnoreAReDeliveredStretch() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        bonusGoes(10);
        bonusIs(10, 1, 6);
        flow.output(COMPLETE);

        lsn = 101;
        bonusIs(10, 1, 5);
        bonusGoes(10);
        bonusIs(10, 1, 6);

        assertThat(flow.output(COMPLETE)).isEmpty();
    }

    @Test
    void shouldDeleteByATombstoneWhoseDeleteWasCompactedAway() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        flow.output(COMPLETE);

        flow.send(BONUSES, bonusKey(10), (String) null);

        assertThat(flow.output(COMPLETE)).containsExactly(gone(10));
    }

    @Test
    void shouldNotBringADeletedRowBackByALateEvent() {
        employeeIs(1, "Ann");
        bonusIs(10, 1, 5);
        bonusGoes(10);
        flow.output(COMPLETE);

        flow.send(BONUSES, bonusKey(10), change("u", bonus(10, 1, 5), 102));

        assertThat(flow.output(COMPLETE)).isEmpty();
    }
}
