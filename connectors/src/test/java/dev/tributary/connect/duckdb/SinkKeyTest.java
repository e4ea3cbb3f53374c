package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a table: where its columns come from, and what becomes of it. */
class SinkKeyTest {
    @TempDir
    Path folder;

    private final Bonuses topic = new Bonuses();

    @Test
    void shouldCreateTheTableWithItsPrimaryKey() {
        try (SinkHarness sink = start()) {
            sink.flush(topic.row(1, "a", "01"));

            assertThat(sink.columns())
                    .containsExactly(
                            "bonus_id | BIGINT", "name | VARCHAR", "__deleted | BOOLEAN", "__position | VARCHAR");
            assertThat(primaryKey(sink)).containsExactly("[bonus_id]");
        }
    }

    @Test
    void shouldTakeAKeyOfSeveralFieldsFromAStruct() {
        Schema key = SchemaBuilder.struct()
                .field("shop", Schema.STRING_SCHEMA)
                .field("id", Schema.INT32_SCHEMA)
                .build();
        Schema value = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("n", Schema.INT32_SCHEMA)
                .build();
        try (SinkHarness sink = start()) {
            for (String shop : List.of("a", "b")) {
                sink.put(topic.keyed(
                        key,
                        new Struct(key).put("shop", shop).put("id", 1),
                        value,
                        new Struct(value).put("id", 1).put("n", 5)));
            }
            sink.flush(topic.keyed(key, new Struct(key).put("shop", "a").put("id", 1), null, null));

            assertThat(sink.query("SELECT shop, id, n FROM hr_bonuses")).containsExactly("b | 1 | 5");
            assertThat(primaryKey(sink)).containsExactly("[shop, id]");
        }
    }

    @Test
    void shouldNameAPrimitiveKeyByPkFields() {
        try (SinkHarness sink = start("pk.fields", "who")) {
            Schema value =
                    SchemaBuilder.struct().field("n", Schema.INT32_SCHEMA).build();
            sink.flush(
                    topic.keyed(Schema.STRING_SCHEMA, "ann", value, new Struct(value).put("n", 1)),
                    topic.keyed(Schema.STRING_SCHEMA, "bob", value, new Struct(value).put("n", 2)));
            sink.flush(topic.keyed(Schema.STRING_SCHEMA, "ann", null, null));

            assertThat(sink.query("SELECT who, n FROM hr_bonuses")).containsExactly("bob | 2");
        }
    }

    @Test
    void shouldBringTheKeyOfATombstoneToTheColumnType() {
        Schema value = SchemaBuilder.struct()
                .field(
                        "id",
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "12")
                                .build())
                .field(
                        "ref",
                        SchemaBuilder.string().name("io.debezium.data.Uuid").build())
                .build();
        String ref = "123e4567-e89b-12d3-a456-426614174000";
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(
                    Map.of("id", 7.5, "ref", ref),
                    value,
                    new Struct(value).put("id", new BigDecimal("7.50")).put("ref", ref)));
            assertThat(sink.query("SELECT id FROM hr_bonuses")).containsExactly("7.50");

            sink.flush(topic.record(Map.of("id", 7.5, "ref", ref), null, null));

            assertThat(sink.reasons).isEmpty();
            assertThat(sink.query("SELECT id FROM hr_bonuses")).isEmpty();
        }
    }

    @Test
    void shouldWidenAKeyColumnWithItsRowsAndMarkers() {
        Schema narrow = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("__position", Schema.STRING_SCHEMA)
                .build();
        Schema wide = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("__position", Schema.STRING_SCHEMA)
                .build();
        try (SinkHarness sink = start()) {
            sink.flush(
                    topic.record(
                            Map.of("id", 1L),
                            narrow,
                            new Struct(narrow).put("id", 1).put("__position", "01")),
                    topic.record(
                            Map.of("id", 2L),
                            narrow,
                            new Struct(narrow).put("id", 2).put("__position", "05")),
                    topic.record(Map.of("id", 2L), null, null));

            sink.flush(
                    topic.record(
                            Map.of("id", 1L << 40),
                            wide,
                            new Struct(wide).put("id", 1L << 40).put("__position", "02")),
                    topic.record(
                            Map.of("id", 2L),
                            wide,
                            new Struct(wide).put("id", 2L).put("__position", "04")));

            assertThat(sink.reasons).isEmpty();
            assertThat(sink.query("SELECT id FROM hr_bonuses ORDER BY 1")).containsExactly("1", "1099511627776");
            assertThat(primaryKey(sink)).containsExactly("[id]");
        }
    }

    @Test
    void shouldStopWhenTheTableHasAnotherKey() {
        try (SinkHarness sink = start()) {
            sink.execute("CREATE TABLE hr_bonuses (bonus_id BIGINT, name VARCHAR PRIMARY KEY)");
            SinkRecord record = topic.row(1, "a", "01");

            assertThatThrownBy(() -> sink.flush(record))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("table hr_bonuses has the primary key [name]");
        }
    }

    private SinkHarness start(String... settings) {
        return SinkHarness.start(folder.resolve("sink.duckdb"), settings).open(Bonuses.PARTITION);
    }

    private static List<String> primaryKey(SinkHarness sink) {
        return sink.query("SELECT constraint_column_names FROM duckdb_constraints()"
                + " WHERE table_name = 'hr_bonuses' AND constraint_type = 'PRIMARY KEY'");
    }
}
