package dev.tributary.projection;

import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bonus and its employee, with every type of column, to project. */
final class JoinedRows {
    static final String SECRET = "a secret that only this test knows";

    private static final String TABLES = """
            pipeline = p
            tables = payroll, bonus
            table.payroll.topic = payroll
            table.payroll.key = employee_id
            table.payroll.columns = employee_id int, first_name string?, last_name string?, age int?, ssn string?, \
              hourly_rate decimal(12,2)?, active boolean?, score double?, photo bytes?, hired timestamptz?, \
              changed timestamp?, born date?, starts time?
            table.bonus.topic = bonus
            table.bonus.key = bonus_id
            table.bonus.columns = bonus_id long, employee_id int, bonus int?
            outputs = o
            output.o.topic = hr.out-put
            output.o.from = bonus
            output.o.join = payroll
            output.o.join.payroll.on = bonus.employee_id
            """;

    private final Pipeline pipeline;

    private JoinedRows(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The pipeline with these further lines. */
    static JoinedRows with(Path folder, String... lines) {
        try {
            String text = TABLES + String.join("\n", lines);
            return new JoinedRows(PipelineFile.read(Files.writeString(folder.resolve("p.properties"), text)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Output output() {
        return pipeline.outputs().get(0);
    }

    Map<String, RowSchema> slots() {
        Map<String, RowSchema> slots = new LinkedHashMap<>();
        output().slots()
                .forEach(
                        table -> slots.put(table, pipeline.table(table).schema().orElseThrow()));
        return slots;
    }

    Projection projection() {
        return Projection.compile(
                output(),
                slots(),
                Masking.keyed(SECRET),
                pipeline.table("bonus").key());
    }

    /** Bonus 7 of Sheridan Lezemere, changed by column name. */
    @Nullable
    Row[] rows(Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("bonus_id", 7L);
        values.put("bonus", 25);
        values.put("employee_id", 1081);
        values.put("first_name", "Sheridan");
        values.put("last_name", "Lezemere");
        values.put("age", 48);
        values.put("ssn", "674-68-7406");
        values.put(
                "hourly_rate",
                ByteBuffer.wrap(new BigDecimal("23.50").unscaledValue().toByteArray()));
        values.put("active", true);
        values.put("score", 1.5);
        values.put("photo", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        values.put("hired", "2021-12-24T02:50:36.271Z");
        values.put("changed", 1_640_317_836_271_000L);
        values.put("born", 18_985);
        values.put("starts", 30_600_000_000L);
        values.putAll(changes);
        return slots().values().stream().map(schema -> row(schema, values)).toArray(Row[]::new);
    }

    private static Row row(RowSchema schema, Map<String, @Nullable Object> values) {
        return new Row(schema, schema.names().stream().map(values::get).toArray());
    }
}
