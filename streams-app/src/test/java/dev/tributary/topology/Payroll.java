package dev.tributary.topology;

import org.jspecify.annotations.Nullable;

/** The payroll pipeline in JSON, and its change events. */
final class Payroll {
    static final String EMPLOYEES = "hr.public.payroll";
    static final String BONUSES = "hr.public.bonus";
    static final String COMPLETE = "topic_payroll_complete";

    private Payroll() {}

    static String pipeline(String extra) {
        return """
            pipeline = payroll
            tables = payroll, bonus
            table.payroll.topic = hr.public.payroll
            table.payroll.key = employee_id
            table.payroll.format = json
            table.payroll.columns = employee_id int, first_name string?, hourly_rate decimal(12,2)?
            table.bonus.topic = hr.public.bonus
            table.bonus.key = bonus_id
            table.bonus.format = json
            table.bonus.columns = bonus_id int, employee_id int?, bonus int?
            outputs = payroll_complete
            output.payroll_complete.topic = topic_payroll_complete
            output.payroll_complete.from = bonus
            output.payroll_complete.join = payroll
            output.payroll_complete.join.payroll.on = bonus.employee_id
            output.payroll_complete.format = json
            output.payroll_complete.fields = bonus.bonus_id, payroll.employee_id, payroll.first_name, payroll.hourly_rate, bonus.bonus
            """ + extra;
    }

    /** The same without metadata columns, so that outputs read at a glance. */
    static String plain(String extra) {
        return pipeline(
                "output.payroll_complete.metadata = false\noutput.payroll_complete.deletes = tombstone\n" + extra);
    }

    static String employeeKey(int id) {
        return "{\"employee_id\":" + id + "}";
    }

    static String bonusKey(int id) {
        return "{\"bonus_id\":" + id + "}";
    }

    static String employee(int id, @Nullable String name, String rate) {
        return "{\"employee_id\":" + id + ",\"first_name\":" + quoted(name) + ",\"hourly_rate\":" + rate + "}";
    }

    static String bonus(int id, @Nullable Integer employee, @Nullable Integer amount) {
        return "{\"bonus_id\":" + id + ",\"employee_id\":" + employee + ",\"bonus\":" + amount + "}";
    }

    /** A Debezium envelope of a change at {@code lsn}; a null row is a delete. */
    static String change(String op, @Nullable String after, long lsn) {
        return "{\"before\":null,\"after\":" + after
                + ",\"source\":{\"version\":\"3\",\"connector\":\"postgresql\",\"ts_ms\":"
                + (1_700_000_000_000L + lsn) + ",\"snapshot\":\"false\",\"sequence\":\"[\\\"" + (lsn - 1) + "\\\",\\\""
                + lsn
                + "\\\"]\",\"schema\":\"public\",\"txId\":" + lsn + ",\"lsn\":" + lsn + "},\"op\":\"" + op
                + "\",\"ts_ms\":1700000000000,\"transaction\":null}";
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
