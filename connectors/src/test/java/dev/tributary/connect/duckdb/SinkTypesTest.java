package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, value by value: what DuckDB answers is what the record said, or the record is refused. */
class SinkTypesTest {
    private static final Schema POINT = SchemaBuilder.struct()
            .field("x", Schema.INT32_SCHEMA)
            .field("label", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema VARIABLE_SCALE = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();

    @TempDir
    Path folder;

    private final Bonuses topic = new Bonuses();

    static List<Arguments> exactValues() {
        return List.of(
                Arguments.of(Schema.BOOLEAN_SCHEMA, true, "BOOLEAN", "true"),
                Arguments.of(Schema.INT8_SCHEMA, (byte) -128, "TINYINT", "-128"),
                Arguments.of(Schema.INT16_SCHEMA, (short) 32767, "SMALLINT", "32767"),
                Arguments.of(Schema.INT32_SCHEMA, Integer.MIN_VALUE, "INTEGER", "-2147483648"),
                Arguments.of(Schema.INT64_SCHEMA, Long.MAX_VALUE, "BIGINT", "9223372036854775807"),
                Arguments.of(Schema.FLOAT32_SCHEMA, 1.1f, "FLOAT", "1.1"),
                Arguments.of(Schema.FLOAT64_SCHEMA, Double.NaN, "DOUBLE", "nan"),
                Arguments.of(Schema.FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY, "DOUBLE", "-inf"),
                Arguments.of(Schema.STRING_SCHEMA, "häß\u0000\uD83D\uDE00'\"", "VARCHAR", "häß\u0000\uD83D\uDE00'\""),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {0, 1, -1}, "BLOB", "\\x00\\x01\\xFF"),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {7}), "BLOB", "\\x07"),
                Arguments.of(decimal(2, "12"), new BigDecimal("-1234567890.10"), "DECIMAL(12,2)", "-1234567890.10"),
                Arguments.of(
                        decimal(10, "38"),
                        new BigDecimal("1234567890123456789012345678.0123456789"),
                        "DECIMAL(38,10)",
                        "1234567890123456789012345678.0123456789"),
                Arguments.of(Decimal.schema(4), new BigDecimal("1.5000"), "DECIMAL(38,4)", "1.5000"),
                Arguments.of(
                        decimal(2, "50"), new BigDecimal("1E+40").setScale(2), "VARCHAR", "1" + "0".repeat(40) + ".00"),
                Arguments.of(VARIABLE_SCALE, variableScale("123.4500"), "VARCHAR", "123.4500"),
                Arguments.of(org.apache.kafka.connect.data.Date.SCHEMA, day("1969-12-31"), "DATE", "1969-12-31"),
                Arguments.of(Time.SCHEMA, instant("1970-01-01T23:59:59.999Z"), "TIME", "23:59:59.999"),
                Arguments.of(
                        Timestamp.SCHEMA, instant("1969-12-31T23:59:59.999Z"), "TIMESTAMP", "1969-12-31 23:59:59.999"),
                Arguments.of(named(Schema.Type.INT32, "io.debezium.time.Date"), 20_000, "DATE", "2024-10-04"),
                Arguments.of(named(Schema.Type.INT32, "io.debezium.time.Time"), 1, "TIME", "00:00:00.001"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTime"),
                        86_399_999_999L,
                        "TIME",
                        "23:59:59.999999"),
                Arguments.of(named(Schema.Type.INT64, "io.debezium.time.NanoTime"), 1_000L, "TIME", "00:00:00.000001"),
                Arguments.of(
                        named(Schema.Type.STRING, "io.debezium.time.ZonedTime"),
                        "10:11:12.123456+02:00",
                        "TIME WITH TIME ZONE",
                        "10:11:12.123456+02"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.Timestamp"),
                        -1L,
                        "TIMESTAMP",
                        "1969-12-31 23:59:59.999"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        1_700_000_000_123_456L,
                        "TIMESTAMP",
                        "2023-11-14 22:13:20.123456"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        9223372036825200000L,
                        "TIMESTAMP",
                        "infinity"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        -9223372036832400000L,
                        "TIMESTAMP",
                        "-infinity"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"),
                        1_700_000_000_123_456_789L,
                        "TIMESTAMP_NS",
                        "2023-11-14 22:13:20.123456789"),
                Arguments.of(
                        named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"),
                        "2023-11-15T00:13:20.123456+02:00",
                        "TIMESTAMP WITH TIME ZONE",
                        "2023-11-14 22:13:20.123456+00"),
                Arguments.of(
                        named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"),
                        "infinity",
                        "TIMESTAMP WITH TIME ZONE",
                        "infinity"),
                Arguments.of(
                        named(Schema.Type.STRING, "io.debezium.data.Uuid"),
                        "123e4567-e89b-12d3-a456-426614174000",
                        "UUID",
                        "123e4567-e89b-12d3-a456-426614174000"),
                Arguments.of(
                        named(Schema.Type.STRING, "io.debezium.data.Json"),
                        "{\"a\": [1, null]}",
                        "JSON",
                        "{\"a\": [1, null]}"),
                Arguments.of(named(Schema.Type.STRING, "io.debezium.data.Enum"), "red", "VARCHAR", "red"),
                Arguments.of(named(Schema.Type.BYTES, "io.debezium.data.Bits"), new byte[] {5}, "BLOB", "\\x05"),
                Arguments.of(
                        SchemaBuilder.bytes()
                                .name("io.debezium.data.Bits")
                                .parameter("length", "10")
                                .build(),
                        new byte[] {5, 2},
                        "VARCHAR",
                        "1000000101"),
                Arguments.of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTime"), 86_400_000_000L, "TIME", "24:00:00"),
                Arguments.of(named(Schema.Type.INT32, "io.debezium.time.Date"), 2_146_033_979, "DATE", "infinity"),
                Arguments.of(named(Schema.Type.INT64, "io.debezium.time.MicroDuration"), 5L, "BIGINT", "5"),
                Arguments.of(
                        array(Schema.OPTIONAL_INT32_SCHEMA), Arrays.asList(1, null, 3), "INTEGER[]", "[1, NULL, 3]"),
                Arguments.of(array(Schema.STRING_SCHEMA), List.of(), "VARCHAR[]", "[]"),
                Arguments.of(array(decimal(2, "12")), List.of(new BigDecimal("1.50")), "DECIMAL(12,2)[]", "[1.50]"),
                Arguments.of(
                        array(named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp")),
                        List.of(-1L),
                        "TIMESTAMP[]",
                        "['1969-12-31 23:59:59.999999']"),
                Arguments.of(
                        array(named(Schema.Type.INT32, "io.debezium.time.Date")),
                        List.of(-1),
                        "DATE[]",
                        "[1969-12-31]"),
                Arguments.of(
                        array(named(Schema.Type.STRING, "io.debezium.data.Uuid")),
                        List.of("123e4567-e89b-12d3-a456-426614174000"),
                        "UUID[]",
                        "[123e4567-e89b-12d3-a456-426614174000]"),
                Arguments.of(array(Schema.BYTES_SCHEMA), List.of(new byte[] {1}), "BLOB[]", "['\\\\x01']"),
                Arguments.of(array(array(Schema.INT32_SCHEMA)), List.of(List.of(1), List.of()), "JSON", "[[1],[]]"),
                Arguments.of(
                        POINT,
                        new Struct(POINT).put("x", 1).put("label", "a\"\n"),
                        "JSON",
                        "{\"x\":1,\"label\":\"a\\\"\\u000a\"}"),
                Arguments.of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, decimal(2, "12"))
                                .build(),
                        Map.of("k", new BigDecimal("1.50")),
                        "JSON",
                        "{\"k\":1.50}"));
    }

    @ParameterizedTest
    @MethodSource("exactValues")
    void shouldKeepTheValueExactly(Schema schema, Object value, String type, String text) {
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(Map.of("id", 1L), row(schema), struct(schema, value)));

            assertThat(sink.reasons).isEmpty();
            assertThat(sink.query("SELECT typeof(v), v::VARCHAR FROM hr_bonuses"))
                    .containsExactly(type + " | " + text);
        }
    }

    static List<Arguments> unfitValues() {
        return List.of(
                Arguments.of(decimal(2, "4"), new BigDecimal("999.50")),
                Arguments.of(named(Schema.Type.INT64, "io.debezium.time.NanoTime"), 1L),
                Arguments.of(named(Schema.Type.INT64, "io.debezium.time.MicroTime"), -1L),
                Arguments.of(named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"), "4711-secret"),
                Arguments.of(
                        named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"), "2023-11-15T00:13:20.123456789Z"),
                Arguments.of(named(Schema.Type.INT64, "io.debezium.time.Timestamp"), Long.MAX_VALUE),
                Arguments.of(named(Schema.Type.STRING, "io.debezium.data.Uuid"), "4711-secret"));
    }

    @ParameterizedTest
    @MethodSource("unfitValues")
    void shouldRefuseAValueThatDoesNotFitExactlyAndNameItsColumn(Schema schema, Object value) {
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(Map.of("id", 1L), row(schema), struct(schema, value)));

            assertThat(sink.reasons).hasSize(1);
            assertThat(sink.reasons.get(0).getMessage())
                    .contains("table hr_bonuses: column v: ")
                    .doesNotContain("secret", "999");
        }
    }

    @Test
    void shouldKeepANullAsNull() {
        Schema optional = SchemaBuilder.int32().optional().build();
        try (SinkHarness sink = start()) {
            sink.flush(topic.record(Map.of("id", 1L), row(optional), new Struct(row(optional)).put("id", 1L)));

            assertThat(sink.query("SELECT v FROM hr_bonuses")).containsExactly("null");
        }
    }

    private SinkHarness start() {
        return SinkHarness.start(folder.resolve("sink.duckdb")).open(Bonuses.PARTITION);
    }

    private static Schema row(Schema schema) {
        return SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("v", schema)
                .build();
    }

    private static Struct struct(Schema schema, Object value) {
        return new Struct(row(schema)).put("id", 1L).put("v", value);
    }

    private static Schema decimal(int scale, String precision) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", precision)
                .build();
    }

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name(name).build();
    }

    private static Schema array(Schema element) {
        return SchemaBuilder.array(element).build();
    }

    private static Struct variableScale(String decimal) {
        BigDecimal value = new BigDecimal(decimal);
        return new Struct(VARIABLE_SCALE)
                .put("scale", value.scale())
                .put("value", value.unscaledValue().toByteArray());
    }

    private static Date day(String day) {
        return Date.from(
                LocalDate.parse(day).atStartOfDay(java.time.ZoneOffset.UTC).toInstant());
    }

    private static Date instant(String text) {
        return Date.from(Instant.parse(text));
    }
}
