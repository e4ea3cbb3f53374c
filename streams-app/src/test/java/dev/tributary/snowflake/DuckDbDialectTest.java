package dev.tributary.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class DuckDbDialectTest {
    private static final Names NAMES = new Names(
            new SqlName("memory"), new SqlName("main"), new SqlName("wh"), new SqlName("role"), new SqlName("user"));
    private static final OutputTable TABLE = new OutputTable(
            NAMES,
            new SqlName("kinds"),
            List.of(new SqlName("id")),
            List.of(
                    column("id", "\"long\""),
                    column("amount", "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}"),
                    column("raw", "\"bytes\""),
                    column("json", named("string", "io.debezium.data.Json")),
                    column("day", named("int", "io.debezium.time.Date")),
                    column("millis", named("long", "io.debezium.time.Timestamp")),
                    column("micros", named("long", "io.debezium.time.MicroTimestamp")),
                    column("nanos", named("long", "io.debezium.time.NanoTimestamp")),
                    column("milli_time", named("int", "io.debezium.time.Time")),
                    column("micro_time", named("long", "io.debezium.time.MicroTime")),
                    column("nano_time", named("long", "io.debezium.time.NanoTime")),
                    column("__deleted", "\"boolean\""),
                    column("__source_ts_ms", "\"long\""),
                    column("__position", "\"string\"")));
    private static final String ROW = "'{\"offset\": 3}', 1, 1.5, '\"aGk=\"', '[1]', 20000, 1700000000123,"
            + " 1700000000123456, 1700000000123456789, 3723004, 3723004005, 3723004005006, false, 1700000000123, '1'";

    private static String named(String type, String name) {
        return "{\"type\":\"" + type + "\",\"connect.name\":\"" + name + "\"}";
    }

    private static LandingColumn column(String name, String avro) {
        return LandingTypes.column(new SqlName(name), new Schema.Parser().parse(avro));
    }

    private static Refresh dynamic() {
        return new Refresh(Optional.of("1 minute"));
    }

    @Test
    void shouldReadEveryKindOfColumnAsTheSourceMeantIt() throws Exception {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (String sql :
                    List.of(TABLE.create(), TABLE.current(dynamic()), TABLE.history(new Refresh(Optional.empty())))) {
                statement.execute(DuckDbDialect.of(sql));
            }
            statement.execute("INSERT INTO kinds VALUES (" + ROW + ")");

            String columns = "amount, raw, json, day, millis, micros, nanos, milli_time, micro_time, nano_time";
            List<String> expected = List.of(
                    "1.50",
                    "hi",
                    "[1]",
                    "2024-10-04",
                    "2023-11-14 22:13:20.123",
                    "2023-11-14 22:13:20.123456",
                    "2023-11-14 22:13:20.123456789",
                    "01:02:03.004",
                    "01:02:03.004005",
                    "01:02:03.004005");
            assertThat(row(statement, "SELECT " + columns + " FROM kinds_current"))
                    .isEqualTo(expected);
            assertThat(row(statement, "SELECT " + columns + " FROM kinds_history WHERE valid_to IS NULL"))
                    .isEqualTo(expected);
        }
    }

    private static List<String> row(Statement statement, String sql) throws Exception {
        List<String> cells = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM (" + sql + ")")) {
            assertThat(result.next()).isTrue();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                cells.add(result.getString(i));
            }
        }
        return cells;
    }

    @Test
    void shouldRewriteOnlyWhatIsPrintedAndSpelledDifferently() {
        String printed = TABLE.create() + TABLE.current(dynamic()) + TABLE.history(dynamic());

        assertThat(DuckDbDialect.rewritten())
                .as("every rewrite is a place where the proof is about another text than the one that is printed")
                .hasSize(14)
                .allSatisfy(rewritten -> assertThat(printed).containsPattern(rewritten));
    }
}
