package dev.tributary.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.TableSchemas;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Expressions;
import dev.tributary.projection.Masking;
import dev.tributary.topology.OutputSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL that is printed for the shipped pipeline, run over what its topology writes: the answer is that of the source. */
class GeneratedSqlTest {
    private static final int OPERATIONS = 700;
    private static final Masking MASKING = Masking.keyed(Landing.KEY);
    private static final String COLUMNS =
            "bonus_id, employee_id, full_name, age, ssn, hourly_rate, bonus, gender, email";
    private static final String JOIN =
            "b.bonus_id, p.employee_id, p.first_name || ' ' || p.last_name AS full_name, p.age, p.ssn,"
                    + " p.hourly_rate, b.bonus, p.gender, p.email FROM bonus b JOIN payroll p ON p.employee_id = b.employee_id";
    private static final String CURRENT = "tributary.payroll.payroll_complete_current";
    private static final String HISTORY = "tributary.payroll.payroll_complete_history";

    private final Pipeline pipeline =
            PipelineFile.read(Path.of("../config/pipelines/payroll.properties"), new Expressions(MASKING));

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldGiveTheJoinOfTheSourceWhateverTheOrderOfItsTopics(long seed) throws Exception {
        PayrollHistory history = new PayrollHistory(seed, OPERATIONS);
        try (Warehouse warehouse = warehouse(history, new Landing(seed).interleaved(pipeline, history))) {
            List<String> answer = warehouse.query(
                    "SELECT " + JOIN + " WHERE b.to_ts IS NULL AND p.to_ts IS NULL ORDER BY b.bonus_id");

            assertThat(answer).hasSizeGreaterThan(5);
            assertThat(warehouse.query("SELECT " + COLUMNS + " FROM " + CURRENT + " ORDER BY bonus_id"))
                    .isEqualTo(answer);
            assertThat(warehouse.query(
                            "SELECT " + COLUMNS + " FROM " + HISTORY + " WHERE valid_to IS NULL ORDER BY bonus_id"))
                    .isEqualTo(answer);
            assertThat(overlaps(warehouse)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 4)
    void shouldKnowTheJoinOfTheSourceAtAnyTimeOfItsPast(long seed) throws Exception {
        PayrollHistory history = new PayrollHistory(seed, OPERATIONS);
        try (Warehouse warehouse = warehouse(history, new Landing(seed).inOrder(pipeline, history))) {
            instants(warehouse, history);
            String then = "SELECT t, " + COLUMNS + " FROM instants JOIN " + HISTORY
                    + " ON valid_from <= t AND (valid_to IS NULL OR t < valid_to)";
            String truth = "SELECT t, " + JOIN.replace("FROM bonus b", "FROM instants, bonus b")
                    + " WHERE b.from_ts <= t AND (b.to_ts IS NULL OR t < b.to_ts)"
                    + " AND p.from_ts <= t AND (p.to_ts IS NULL OR t < p.to_ts)";

            assertThat(warehouse.query("SELECT count(*) > 1000 FROM (" + truth + ")"))
                    .containsExactly("true");
            assertThat(warehouse.query("(" + then + ") EXCEPT ALL (" + truth + ")"))
                    .isEmpty();
            assertThat(warehouse.query("(" + truth + ") EXCEPT ALL (" + then + ")"))
                    .isEmpty();
            assertThat(overlaps(warehouse)).isEmpty();
        }
    }

    @Test
    void shouldFindOutWhenPositionsAreNotHonoured() throws Exception {
        PayrollHistory history = new PayrollHistory(6, OPERATIONS);
        List<Map<String, @Nullable String>> landed = new Landing(6).interleaved(pipeline, history);
        try (Warehouse warehouse = warehouse(history, landed)) {
            String byOffset =
                    DuckDbDialect.of(table().current(refresh())).replace("ORDER BY __position DESC, ", "ORDER BY ");
            warehouse.run(byOffset);

            assertThat(warehouse.query("SELECT " + COLUMNS + " FROM " + CURRENT + " ORDER BY bonus_id"))
                    .isNotEqualTo(warehouse.query(
                            "SELECT " + JOIN + " WHERE b.to_ts IS NULL AND p.to_ts IS NULL ORDER BY b.bonus_id"));
        }
    }

    @Test
    void shouldAskTheSameOfAViewAsOfADynamicTable() {
        Refresh views = new Refresh(Optional.empty());

        assertThat(select(table().current(views))).isEqualTo(select(table().current(refresh())));
        assertThat(select(table().history(views))).isEqualTo(select(table().history(refresh())));
    }

    private static String select(String statement) {
        return statement.substring(statement.indexOf("SELECT"));
    }

    private static List<String> overlaps(Warehouse warehouse) throws Exception {
        assertThat(warehouse.query("SELECT * FROM " + HISTORY + " WHERE valid_to <= valid_from"))
                .isEmpty();
        return warehouse.query("SELECT a.bonus_id, a.valid_from, b.valid_from FROM " + HISTORY + " a JOIN " + HISTORY
                + " b ON a.bonus_id = b.bonus_id AND a.__position || a.valid_from <> b.__position || b.valid_from"
                + " WHERE a.valid_from <= b.valid_from AND (a.valid_to IS NULL OR b.valid_from < a.valid_to)");
    }

    private static void instants(Warehouse warehouse, PayrollHistory history) throws Exception {
        warehouse.run("CREATE TABLE instants (t TIMESTAMP)");
        for (int i = 0; i < history.changes.size(); i += 7) {
            warehouse.run("INSERT INTO instants VALUES ('"
                    + Warehouse.timestamp(history.changes.get(i).ms()) + "')");
        }
    }

    private Warehouse warehouse(PayrollHistory history, List<Map<String, @Nullable String>> landed) throws Exception {
        Warehouse warehouse = new Warehouse();
        warehouse.source(history);
        warehouse.run(DuckDbDialect.of(table().create()));
        List<String> columns = new java.util.ArrayList<>(List.of("record_metadata"));
        table().columns().forEach(column -> columns.add(column.name().text()));
        warehouse.insert("tributary.payroll.payroll_complete", columns, landed);
        warehouse.run(DuckDbDialect.of(table().current(refresh())));
        warehouse.run(DuckDbDialect.of(table().history(refresh())));
        return warehouse;
    }

    private OutputTable table() {
        Names names = new Names(
                new SqlName("tributary"),
                new SqlName("payroll"),
                new SqlName("tributary_wh"),
                new SqlName("tributary_connector"),
                new SqlName("tributary_connector"));
        Map<String, OutputSchema> schemas = OutputSchema.all(pipeline, TableSchemas.present(null, pipeline), MASKING);
        return new PipelineDdl(pipeline, names, refresh(), schemas).tables().get(0);
    }

    private static Refresh refresh() {
        return new Refresh(Optional.of("1 minute"));
    }
}
