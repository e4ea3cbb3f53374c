package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a table comes to be, and how it widens with its records. */
class SinkSchemaTest {
    @TempDir
    Path folder;

    private final Bonuses topic = new Bonuses();

    @Test
    void shouldAddColumnsAndWidenTypes() {
        Schema narrow = row(Schema.INT32_SCHEMA);
        Schema wide = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("v", Schema.INT64_SCHEMA)
                .field("more", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        try (SinkHarness sink = start()) {
            sink.put(topic.record(
                    Map.of("id", 1L), narrow, new Struct(narrow).put("id", 1L).put("v", 5)));
            sink.put(topic.record(
                    Map.of("id", 2L),
                    wide,
                    new Struct(wide).put("id", 2L).put("v", 1L << 40).put("more", "m")));
            sink.flush(topic.record(
                    Map.of("id", 3L), narrow, new Struct(narrow).put("id", 3L).put("v", 6)));

            assertThat(sink.columns()).containsExactly("id | BIGINT", "v | BIGINT", "more | VARCHAR");
            assertThat(sink.query("FROM hr_bonuses ORDER BY id"))
                    .containsExactly("1 | 5 | null", "2 | 1099511627776 | m", "3 | 6 | null");
        }
    }

    static List<Arguments> widenings() {
        return List.of(
                Arguments.of(Schema.INT8_SCHEMA, (byte) 1, Schema.INT32_SCHEMA, 70_000, "INTEGER", "1, 70000"),
                Arguments.of(Schema.FLOAT32_SCHEMA, 0.5f, Schema.FLOAT64_SCHEMA, 0.1, "DOUBLE", "0.5, 0.1"),
                Arguments.of(Schema.INT32_SCHEMA, 3, Schema.FLOAT64_SCHEMA, 0.25, "DOUBLE", "3.0, 0.25"),
                Arguments.of(
                        decimal(2, 6),
                        new BigDecimal("1.50"),
                        decimal(4, 6),
                        new BigDecimal("0.1234"),
                        "DECIMAL(8,4)",
                        "1.5000, 0.1234"),
                Arguments.of(
                        decimal(2, 6),
                        new BigDecimal("1.50"),
                        decimal(2, 12),
                        new BigDecimal("1234567890.12"),
                        "DECIMAL(12,2)",
                        "1.50, 1234567890.12"),
                Arguments.of(
                        Schema.INT32_SCHEMA, 7, decimal(2, 6), new BigDecimal("1.25"), "DECIMAL(12,2)", "7.00, 1.25"),
                Arguments.of(
                        SchemaBuilder.array(Schema.INT32_SCHEMA).build(),
                        List.of(1),
                        SchemaBuilder.array(Schema.INT64_SCHEMA).build(),
                        List.of(1L << 40),
                        "BIGINT[]",
                        "[1], [1099511627776]"));
    }

    @ParameterizedTest
    @MethodSource("widenings")
    void shouldWidenSoThatBothValuesStayExact(
            Schema first, Object before, Schema second, Object after, String type, String values) {
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(
                    Map.of("id", 1L),
                    row(first),
                    new Struct(row(first)).put("id", 1L).put("v", before)));
            sink.flush(topic.record(
                    Map.of("id", 2L),
                    row(second),
                    new Struct(row(second)).put("id", 2L).put("v", after)));
            sink.flush(topic.record(
                    Map.of("id", 3L),
                    row(first),
                    new Struct(row(first)).put("id", 3L).put("v", before)));

            assertThat(sink.reasons).isEmpty();
            assertThat(sink.query("SELECT DISTINCT typeof(v) FROM hr_bonuses")).containsExactly(type);
            assertThat(sink.query("SELECT string_agg(v::VARCHAR, ', ' ORDER BY id) FROM hr_bonuses WHERE id < 3"))
                    .containsExactly(values);
        }
    }

    @Test
    void shouldRefuseARecordWhoseTypeTheColumnCannotTake() {
        Schema text = row(Schema.STRING_SCHEMA);
        Schema number = row(Schema.INT32_SCHEMA);
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(
                    Map.of("id", 1L), number, new Struct(number).put("id", 1L).put("v", 5)));
            sink.flush(topic.record(
                    Map.of("id", 2L), text, new Struct(text).put("id", 2L).put("v", "x")));
            sink.flush(topic.record(
                    Map.of("id", 3L), number, new Struct(number).put("id", 3L).put("v", 6)));

            assertThat(sink.reasons.get(0).getMessage())
                    .contains("table hr_bonuses, column v is INTEGER and cannot hold VARCHAR");
            assertThat(sink.query("SELECT id FROM hr_bonuses ORDER BY 1")).containsExactly("1", "3");
        }
    }

    @Test
    void shouldLeaveTheTableAloneWhenToldSo() {
        try (SinkHarness sink = start("table.create", "false")) {
            sink.flush(topic.row(1, "a", "01"));
            assertThat(sink.reasons.get(0).getMessage()).contains("table hr_bonuses does not exist");
        }
        try (SinkHarness sink = start("table.evolve", "false")) {
            sink.execute("CREATE TABLE hr_bonuses (bonus_id BIGINT PRIMARY KEY, name VARCHAR, __deleted BOOLEAN)");
            sink.flush(topic.row(1, "a", "01"));
            assertThat(sink.reasons.get(0).getMessage()).contains("lacks column __position VARCHAR");
        }
    }

    @Test
    void shouldWriteIntoATableMadeByHand() {
        try (SinkHarness sink = start()) {
            sink.execute(
                    "CREATE TABLE hr_bonuses (extra INTEGER, \"__POSITION\" VARCHAR, BONUS_ID DECIMAL(20,0) PRIMARY KEY, name VARCHAR)");
            sink.flush(topic.row(1, "a", "01"), topic.row(2, "b", "02"));
            sink.flush(topic.row(1, "late", "00"), topic.tombstone(2));

            assertThat(sink.reasons).isEmpty();
            assertThat(sink.query("SELECT bonus_id, name, extra FROM hr_bonuses"))
                    .containsExactly("1 | a | null");
        }
    }

    @Test
    void shouldInferTheTypesOfValuesWithoutASchema() {
        Map<String, Object> value = new HashMap<>();
        value.put("id", 1L);
        value.put("ratio", 2L);
        value.put("note", null);
        value.put("tags", List.of("a", 1L));
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(Map.of("id", 1L), null, value));
            sink.flush(topic.record(
                    Map.of("id", 2L), null, Map.of("id", 2L, "ratio", 0.5, "note", "n", "tags", Map.of("k", true))));
            sink.flush(topic.record(Map.of("id", 3L), null, Map.of("id", 3L, "ratio", 4L)));

            assertThat(sink.reasons).isEmpty();
            assertThat(sink.query("SELECT id, typeof(ratio), ratio, note, tags FROM hr_bonuses ORDER BY id"))
                    .containsExactly(
                            "1 | DOUBLE | 2.0 | null | [\"a\",1]",
                            "2 | DOUBLE | 0.5 | n | {\"k\":true}",
                            "3 | DOUBLE | 4.0 | null | null");
        }
    }

    @Test
    void shouldNotTurnAWholeNumberIntoAnInexactFraction() {
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(Map.of("id", 1L), null, Map.of("id", 1L, "v", Long.MAX_VALUE)));
            sink.flush(topic.record(Map.of("id", 2L), null, Map.of("id", 2L, "v", 0.5)));

            assertThat(sink.reasons.get(0).getMessage()).contains("column v").contains("DOUBLE cannot keep exactly");
            assertThat(sink.query("SELECT v FROM hr_bonuses")).containsExactly("9223372036854775807");
        }
    }

    @Test
    void shouldSeeTheColumnsThatAnotherTaskAdded() {
        Schema wide = SchemaBuilder.struct()
                .field("bonus_id", Schema.INT64_SCHEMA)
                .field("more", Schema.STRING_SCHEMA)
                .build();
        Bonuses other = new Bonuses(1);
        try (SinkHarness first = start();
                SinkHarness second = start()) {
            first.flush(topic.row(1, "a", "01"));
            first.put(topic.row(2, "b", "02"));
            second.flush(other.record(
                    Map.of("bonus_id", 3L),
                    wide,
                    new Struct(wide).put("bonus_id", 3L).put("more", "m")));
            first.flush(topic.row(4, "d", "04"));

            assertThat(first.query("SELECT bonus_id, more FROM hr_bonuses ORDER BY 1"))
                    .containsExactly("1 | null", "2 | null", "3 | m", "4 | null");
        }
    }

    private SinkHarness start(String... settings) {
        return SinkHarness.start(folder.resolve("sink.duckdb"), settings).open(Bonuses.PARTITION);
    }

    private static Schema row(Schema value) {
        return SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("v", value)
                .build();
    }

    private static Schema decimal(int scale, int precision) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", String.valueOf(precision))
                .build();
    }
}
