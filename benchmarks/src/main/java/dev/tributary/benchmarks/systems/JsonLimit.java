package dev.tributary.benchmarks.systems;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.benchmarks.data.JsonColumns;
import dev.tributary.benchmarks.systems.Fragments.Span;
import java.io.ByteArrayOutputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The join by hand over JSON: values are copied as the source has them. */
final class JsonLimit implements LimitFormat {
    private static final byte[] HEAD = "{\"bonus_id\":".getBytes(UTF_8);

    private final ThreadLocal<JsonColumns> payrollColumns = ThreadLocal.withInitial(() -> new JsonColumns(
            "after", "employee_id", "first_name", "last_name", "age", "ssn", "hourly_rate", "gender", "email"));
    private final ThreadLocal<JsonColumns> bonusColumns =
            ThreadLocal.withInitial(() -> new JsonColumns("after", "bonus_id", "employee_id", "bonus"));

    @Override
    public Fragments employee(byte[] payroll) {
        JsonColumns columns = found(payrollColumns, payroll);
        ByteArrayOutputStream before = new ByteArrayOutputStream(160);
        value(before, ",\"employee_id\":", payroll, span(columns, 0));
        value(before, ",\"full_name\":", payroll, new Span(columns.start(1), columns.end(1) - 1));
        value(before, " ", payroll, new Span(columns.start(2) + 1, columns.end(2)));
        value(before, ",\"age\":", payroll, span(columns, 3));
        value(before, ",\"ssn\":", payroll, span(columns, 4));
        value(before, ",\"hourly_rate\":", payroll, span(columns, 5));
        before.writeBytes(",\"bonus\":".getBytes(UTF_8));
        ByteArrayOutputStream after = new ByteArrayOutputStream(64);
        value(after, ",\"gender\":", payroll, span(columns, 6));
        value(after, ",\"email\":", payroll, span(columns, 7));
        after.write('}');
        return new Fragments(columns.number(payroll, 0), before.toByteArray(), after.toByteArray());
    }

    @Override
    public byte @Nullable [] join(byte[] bonus, IntFunction<@Nullable Fragments> employees) {
        JsonColumns columns = found(bonusColumns, bonus);
        Fragments employee = employees.apply(columns.number(bonus, 1));
        return employee == null ? null : employee.row(HEAD, bonus, span(columns, 0), span(columns, 2));
    }

    @Override
    public int employeeOf(byte[] bonus) {
        return found(bonusColumns, bonus).number(bonus, 1);
    }

    private static JsonColumns found(ThreadLocal<JsonColumns> columns, byte[] json) {
        JsonColumns mine = columns.get();
        if (!mine.find(json)) {
            throw new IllegalStateException("a change event lacks a column");
        }
        return mine;
    }

    private static Span span(JsonColumns columns, int column) {
        return new Span(columns.start(column), columns.end(column));
    }

    private static void value(ByteArrayOutputStream row, String before, byte[] json, Span value) {
        row.writeBytes(before.getBytes(UTF_8));
        row.write(json, value.start(), value.length());
    }
}
