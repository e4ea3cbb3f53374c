package dev.tributary.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.pipeline.PipelineException;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCopyPlainColumnsAndEvaluateTheOthers() {
        JoinedRows joined = JoinedRows.with(
                folder,
                "output.o.fields = bonus.bonus_id, payroll.employee_id, full_name, payroll.hourly_rate, ssn, pay",
                "output.o.field.full_name = payroll.first_name + ' ' + payroll.last_name",
                "output.o.field.ssn = token(payroll.ssn)",
                "output.o.field.pay = bonus.bonus");

        @Nullable Row[] rows = joined.rows(Map.of());
        Row row = joined.projection().apply(rows);

        assertThat(row.schema().names())
                .containsExactly("bonus_id", "employee_id", "full_name", "hourly_rate", "ssn", "pay");
        assertThat(row.get("bonus_id")).isEqualTo(7L);
        assertThat(row.get("employee_id")).isEqualTo(1081);
        assertThat(row.get("full_name")).isEqualTo("Sheridan Lezemere");
        assertThat(row.get("hourly_rate"))
                .isEqualTo(java.util.Objects.requireNonNull(rows[1]).get("hourly_rate"));
        assertThat((String) row.get("ssn")).matches("[0-9a-f]{32}");
        assertThat(row.get("pay")).isEqualTo(25);
    }

    @Test
    void shouldKeepTheTypeOfAPlainColumnAndAllowNullsEverywhereButInTheKey() {
        JoinedRows joined = JoinedRows.with(
                folder,
                "output.o.fields = bonus.bonus_id, bonus.employee_id, payroll.hourly_rate, shout",
                "output.o.field.shout = payroll.first_name + '!'");

        RowSchema schema = joined.projection().schema();

        assertThat(schema.avro().getFullName()).isEqualTo("hr.out_put");
        assertThat(schema.nullable(0)).isFalse();
        assertThat(schema.nullable(1)).isTrue();
        assertThat(schema.field(1).defaultVal()).isEqualTo(org.apache.avro.JsonProperties.NULL_VALUE);
        RowSchema payroll = java.util.Objects.requireNonNull(joined.slots().get("payroll"));
        assertThat(schema.type(2)).isEqualTo(payroll.type(payroll.indexOf("hourly_rate")));
        assertThat(schema.type(3).getType()).isEqualTo(Schema.Type.STRING);
        assertThat(new Schema.Parser().parse(schema.avro().toString())).isEqualTo(schema.avro());
    }

    @Test
    void shouldGiveNullsForAMissingPartner() {
        JoinedRows joined = JoinedRows.with(
                folder,
                "output.o.fields = bonus.bonus_id, payroll.age, full_name, ssn, known, grown",
                "output.o.field.full_name = payroll.first_name + ' ' + payroll.last_name",
                "output.o.field.ssn = token(payroll.ssn)",
                "output.o.field.known = payroll.ssn != null",
                "output.o.field.grown = payroll.age > 17");

        @Nullable Row[] rows = joined.rows(Map.of());
        rows[1] = null;
        Row row = joined.projection().apply(rows);

        assertThat(row.get("bonus_id")).isEqualTo(7L);
        assertThat(row.get("age")).isNull();
        assertThat(row.get("full_name")).isNull();
        assertThat(row.get("ssn")).isNull();
        assertThat(row.get("known")).isEqualTo(false);
        assertThat(row.get("grown")).isNull();
    }

    @Test
    void shouldTakeOverWholeTables() {
        JoinedRows joined =
                JoinedRows.with(folder, "output.o.fields = bonus.*, name", "output.o.field.name = payroll.first_name");

        assertThat(joined.projection().schema().names()).containsExactly("bonus_id", "employee_id", "bonus", "name");
    }

    @Test
    void shouldNameOutputColumnAndKindOfFailureButNoValue() {
        JoinedRows joined = JoinedRows.with(
                folder,
                "output.o.fields = bonus.bonus_id, ratio, number",
                "output.o.field.ratio = 100 / bonus.bonus",
                "output.o.field.number = int(payroll.first_name)");
        Projection projection = joined.projection();

        assertThatThrownBy(() -> projection.apply(joined.rows(Map.of("bonus", 0))))
                .isInstanceOf(ProjectionException.class)
                .hasMessage("output o, column ratio: divide by zero")
                .hasNoCause();
        assertThatThrownBy(() -> projection.apply(joined.rows(Map.of())))
                .hasMessage("output o, column number: bad format")
                .hasNoCause();
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheSchemas() {
        JoinedRows joined = JoinedRows.with(
                folder, "output.o.fields = bonus.bonus_id, x", "output.o.field.x = payroll.frist_name + 'x'");

        assertThatThrownBy(joined::projection)
                .isInstanceOf(PipelineException.class)
                .hasMessage("output o: output.o.field.x: payroll has no column frist_name; "
                        + "did you mean payroll.first_name?");
    }
}
