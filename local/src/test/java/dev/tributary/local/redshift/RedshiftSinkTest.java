package dev.tributary.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.redshift.stage.StagingArea;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The sink through Redshift's own driver and a store that speaks S3, into the double. */
@Timeout(200)
class RedshiftSinkTest {
    private final RedshiftStand stand = RedshiftStand.shared();

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void shouldKeepTheNewestRowOfEachKeyAndNoDeletedOne(String format) {
        String table = "newest_" + format;
        OrderRecords orders = new OrderRecords(table);
        try (SinkHarness sink = stand.sink(table, "stage.format", format).open(orders.partition())) {
            sink.flush(orders.row(1, "a", "02"), orders.row(2, "b", "02"), orders.row(3, "c", "02"));
            sink.flush(
                    orders.row(1, "late", "01"),
                    orders.row(1, "equal", "02"),
                    orders.deleted(2, "03"),
                    orders.tombstone(2),
                    orders.tombstone(3));
            sink.flush(orders.row(2, "late again", "02"), orders.row(4, null, null));

            assertThat(stand.query("SELECT id, name FROM " + table + " ORDER BY id"))
                    .containsExactly("1 | equal", "4 | null");
            assertThat(stand.query("SELECT next_offset FROM tributary_offsets WHERE topic = '" + table + "'"))
                    .containsExactly("10");
            assertThat(stand.staged(table)).as("files that are left").isEmpty();
            assertThat(sink.reported).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void shouldKeepValuesExactly(String format) {
        String table = "exact_" + format;
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("small", Schema.INT8_SCHEMA)
                .field("fraction", Schema.FLOAT64_SCHEMA)
                .field(
                        "price",
                        Decimal.builder(4)
                                .parameter("connect.decimal.precision", "20")
                                .build())
                .field("day", Date.SCHEMA)
                .field("moment", Timestamp.SCHEMA)
                .field(
                        "zoned",
                        SchemaBuilder.string()
                                .name("io.debezium.time.ZonedTimestamp")
                                .build())
                .field(
                        "clock",
                        SchemaBuilder.int64().name("io.debezium.time.MicroTime").build())
                .field("text", Schema.STRING_SCHEMA)
                .field("empty", Schema.STRING_SCHEMA)
                .field("mark", Schema.STRING_SCHEMA)
                .field("missing", Schema.OPTIONAL_STRING_SCHEMA)
                .field("bytes", Schema.BYTES_SCHEMA)
                .field("list", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
                .build();
        OrderRecords orders = new OrderRecords(table);
        try (SinkHarness sink = stand.sink(table, "stage.format", format).open(orders.partition())) {
            sink.flush(orders.row(new Struct(schema)
                    .put("id", Long.MIN_VALUE)
                    .put("small", (byte) -128)
                    .put("fraction", 0.1)
                    .put("price", new BigDecimal("1234567890123456.7890"))
                    .put("day", java.util.Date.from(Instant.ofEpochMilli(-86_400_000L)))
                    .put("moment", java.util.Date.from(Instant.ofEpochMilli(1_700_000_000_123L)))
                    .put("zoned", "2024-02-29T12:00:00.000001+02:00")
                    .put("clock", 3_723_000_004L)
                    .put("text", "line\nnext,\"quoted\"\\ ä€😀\t")
                    .put("empty", "")
                    .put("mark", "\\N")
                    .put("bytes", "äö".getBytes(StandardCharsets.UTF_8))
                    .put("list", List.of(1, 2))));

            assertThat(sink.reasons).isEmpty();
            assertThat(stand.query("SELECT id, small, fraction, price, CAST(day AS VARCHAR), CAST(moment AS VARCHAR),"
                            + " CAST(zoned AS VARCHAR), CAST(clock AS VARCHAR), text, '<' || empty || '>', mark,"
                            + " missing, CAST(bytes AS VARCHAR), CAST(list AS VARCHAR) FROM " + table))
                    .containsExactly("-9223372036854775808 | -128 | 0.1 | 1234567890123456.7890 | 1969-12-31"
                            + " | 2023-11-14 22:13:20.123 | 2024-02-29 10:00:00.000001+00 | 01:02:03.000004"
                            + " | line\nnext,\"quoted\"\\ ä€😀\t | <> | \\N | null | \\xc3a4c3b6 | [1, 2]");
            assertThat(stand.query("SELECT column_name, data_type FROM svv_columns WHERE table_name = '" + table
                            + "' AND column_name IN ('small', 'list', 'bytes', 'price') ORDER BY 1"))
                    .containsExactly("bytes | binary varying", "list | super", "price | numeric", "small | smallint");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void shouldSendExactlyTheRecordsThatOnlyCopyFindsBadToTheDeadLetters(String format) {
        String table = "refused_" + format;
        stand.faults().refuseText("unloadable");
        OrderRecords orders = new OrderRecords(table);
        try (SinkHarness sink = stand.sink(table, "stage.format", format).open(orders.partition())) {
            sink.flush(
                    orders.row(1, "two\nlines\nof text", "01"),
                    orders.row(2, "unloadable", "01"),
                    orders.row(3, "good", "01"),
                    orders.row(4, "good", "01"),
                    orders.row(4, "unloadable\ntoo", "02"));

            assertThat(stand.query("SELECT id, name FROM " + table + " ORDER BY id"))
                    .containsExactly("1 | two\nlines\nof text", "3 | good", "4 | good");
            assertThat(sink.reported).extracting(record -> record.kafkaOffset()).containsExactly(1L, 4L);
            assertThat(sink.reasons)
                    .allMatch(reason -> reason.contains("column name: Redshift's load error 1220"))
                    .noneMatch(reason -> reason.contains("unloadable"));
            assertThat(stand.staged(table)).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhatRedshiftWouldCutOrChange() {
        OrderRecords orders = new OrderRecords("unfit");
        try (SinkHarness sink = stand.sink("unfit").open(orders.partition())) {
            sink.flush(
                    orders.row(1, "ä".repeat(32_768), "01"),
                    orders.row(2, "nul \0", "01"),
                    orders.row(3, "half \ud83d", "01"),
                    orders.row(4, "ä".repeat(32_767), "01"));

            assertThat(stand.query("SELECT id, octet_length(name) FROM unfit")).containsExactly("4 | 65534");
            assertThat(sink.reasons).hasSize(3).allMatch(reason -> reason.contains("table unfit: column name: "));
        }
    }

    @Test
    void shouldAddColumnsWidenNumbersAndLengthenTexts() throws Exception {
        stand.execute("CREATE TABLE public.growing (id BIGINT, name VARCHAR(4), amount INTEGER)");
        Schema first = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("amount", Schema.INT32_SCHEMA)
                .build();
        Schema second = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("Name", Schema.STRING_SCHEMA)
                .field("amount", Schema.INT64_SCHEMA)
                .field("extra", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .build();
        OrderRecords orders = new OrderRecords("growing");
        try (SinkHarness sink = stand.sink("growing").open(orders.partition())) {
            sink.flush(orders.row(
                    new Struct(first).put("id", 1L).put("name", "ääää").put("amount", 7)));
            sink.flush(orders.row(new Struct(second)
                    .put("id", 2L)
                    .put("Name", "x")
                    .put("amount", 1L << 40)
                    .put("extra", true)));

            assertThat(sink.reasons).isEmpty();
            assertThat(stand.query("SELECT id, name, amount, extra FROM growing ORDER BY id"))
                    .containsExactly("1 | ääää | 7 | null", "2 | x | 1099511627776 | t");
        }
    }

    @Test
    void shouldTryAgainWhatPasses() {
        OrderRecords orders = new OrderRecords("passing");
        try (SinkHarness sink = stand.sink("passing").open(orders.partition())) {
            sink.flush(orders.row(1, "a", "01"));
            int before = stand.faults().delivered();
            stand.faults().conflict("DELETE", 1);
            stand.faults().cutBefore("COPY", 1);
            stand.faults().cutAfter("COMMIT", 1);

            sink.flush(orders.row(1, "b", "02"), orders.row(2, "c", "01"));

            assertThat(stand.faults().delivered() - before).isEqualTo(3);
            assertThat(stand.query("SELECT id, name FROM passing ORDER BY id")).containsExactly("1 | b", "2 | c");
            assertThat(stand.query("SELECT count(*) FROM tributary_offsets WHERE topic = 'passing'"))
                    .containsExactly("1");
        }
    }

    @Test
    void shouldRemoveWhatACrashHasLeftWhenItIsOld() {
        String bucket = String.valueOf(stand.warehouse().settings().get("stage.bucket"));
        S3Client s3 = stand.warehouse().objects();
        s3.putObject(
                request -> request.bucket(bucket).key("tributary/crashed/left.csv.gz"), RequestBody.fromString("x"));
        s3.putObject(request -> request.bucket(bucket).key("tributary/crashed-not/mine.csv.gz"), RequestBody.empty());

        area(s3, bucket, Clock.systemUTC()).removeOlderThan(Duration.ofHours(1));
        assertThat(stand.staged("crashed")).hasSize(1);

        area(s3, bucket, Clock.offset(Clock.systemUTC(), Duration.ofHours(2))).removeOlderThan(Duration.ofHours(1));
        assertThat(stand.staged("crashed")).isEmpty();
        assertThat(stand.staged("crashed-not")).hasSize(1);
    }

    private static StagingArea area(S3Client s3, String bucket, Clock clock) {
        return new StagingArea(s3, bucket, "tributary/crashed", clock);
    }

    @Test
    void shouldStopWithAClearMessageWhenItMayNotEnter() {
        Map<String, String> settings = stand.settings("locked", "redshift.password", "wrong");

        assertThatThrownBy(() -> new SinkHarness(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("check redshift.user and redshift.password")
                .hasNoCause();
    }

    @Test
    void shouldStopWithAClearMessageWhenTheBucketIsMissing() {
        OrderRecords orders = new OrderRecords("bucketless");
        String[] more = {"stage.bucket", "no-such-bucket", "stage.expire.minutes", "0"};
        try (SinkHarness sink = stand.sink("bucketless", more).open(orders.partition())) {
            assertThatThrownBy(() -> sink.flush(orders.row(1, "a", "01")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageContaining("check stage.bucket");
        }
    }

    @Test
    void shouldStopRatherThanWriteWhatAnotherTaskHasWritten() {
        OrderRecords orders = new OrderRecords("contended");
        try (SinkHarness first = stand.sink("contended").open(orders.partition());
                SinkHarness second = stand.sink("contended").open(orders.partition())) {
            second.flush(orders.row(1, "a", "01"), orders.row(2, "b", "01"));

            assertThatThrownBy(() -> first.flush(new OrderRecords("contended").row(1, "a", "01")))
                    .hasMessageContaining("moved by another task");
        }
    }
}
