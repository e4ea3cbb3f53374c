package dev.tributary.connect.cockroach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CockroachSourceTaskTest {
    private static final String ROW =
            "{\"id\":\"a\",\"user_id\":\"u\",\"total\":12.30,\"ts\":\"2024-01-11T10:00:00.123456Z\",\"unused\":[1]}";

    private FeedStand feed;

    @BeforeEach
    void start() {
        feed = new FeedStand();
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void shouldTakeTheBareRowsOfASelect() throws Exception {
        feed.start();

        assertThat(feed.batch(
                        "/bigquery",
                        ROW,
                        "{\"id\":\"a\",\"user_id\":null,\"total\":null,\"ts\":null}",
                        "{\"id\":\"b\",\"__op\":\"insert\",\"user_id\":null,\"total\":null,\"ts\":null,"
                                + "\"__crdb__\":{\"updated\":\"1700000000000000000.0000000001\"}}"))
                .isEqualTo(200);

        assertThat(feed.changes())
                .containsExactly(
                        "a u@null - > a,u,12.30,2024-01-11T10:00:00.123456Z",
                        "a d@null - > -",
                        "a tombstone",
                        "b c@1700000000000000000.0000000001 - > b,null,null,null");
    }

    @Test
    void shouldTakeTheWrappedEnvelope() throws Exception {
        feed.start();

        assertThat(feed.batch(
                        "/changes",
                        "{\"after\":" + ROW + ",\"before\":null,\"key\":[\"a\"],\"topic\":\"shop.public.orders\","
                                + "\"updated\":\"1700000000000000001.0000000000\",\"mvcc_timestamp\":\"1.0\"}",
                        "{\"after\":null,\"before\":" + ROW + ",\"key\":[\"a\"],\"topic\":\"orders\","
                                + "\"updated\":\"1700000000000000002.0000000000\"}",
                        "{\"after\":" + ROW + ",\"key\":[\"a\"],\"topic\":\"orders\",\"mvcc_timestamp\":\"5.1\"}"))
                .isEqualTo(200);

        assertThat(feed.changes())
                .containsExactly(
                        "a c@1700000000000000001.0000000000 - > a,u,12.30,2024-01-11T10:00:00.123456Z",
                        "a d@1700000000000000002.0000000000 a,u,12.30,2024-01-11T10:00:00.123456Z > -",
                        "a tombstone",
                        "a u@5.1 - > a,u,12.30,2024-01-11T10:00:00.123456Z");
    }

    @Test
    void shouldTakeTheEnrichedEnvelopeWithAndWithoutItsSchema() throws Exception {
        feed.start();
        String message = "{\"after\":" + ROW + ",\"before\":null,\"op\":\"c\",\"ts_ns\":1,\"key\":{\"id\":\"a\"},"
                + "\"source\":{\"table_name\":\"orders\",\"ts_hlc\":\"1700000000000000003.0000000007\","
                + "\"mvcc_timestamp\":\"1.0\"}}";

        assertThat(feed.batch("/changes", message, "{\"payload\":" + message + ",\"schema\":{}}"))
                .isEqualTo(200);

        String change = "a c@1700000000000000003.0000000007 - > a,u,12.30,2024-01-11T10:00:00.123456Z";
        assertThat(feed.changes()).containsExactly(change, change);
        assertThat(((Struct) feed.records.get(0).value()).getStruct("source").getInt64("ts_ms"))
                .isEqualTo(1_700_000_000_000L);
    }

    @Test
    void shouldAnswerARequestThatHoldsTheSameDeleteTwice() throws Exception {
        feed.start();
        String delete = "{\"after\":null,\"key\":[\"a\"],\"topic\":\"orders\",\"updated\":\"1700000000000000002.0\"}";

        assertThat(feed.batch("/changes", delete, delete)).isEqualTo(200);

        assertThat(feed.changes()).filteredOn("a tombstone"::equals).hasSize(2);
    }

    @Test
    void shouldWriteDownHowFarTheFeedIs() throws Exception {
        feed.start();

        assertThat(feed.send("/changes", "{\"resolved\":\"1700000000000000000.0000000000\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(feed.send("/bigquery", "{\"__crdb__\":{\"resolved\":\"1700000001000000000.0\"}}")
                        .statusCode())
                .isEqualTo(200);

        List<SourceRecord> progress = feed.of("crdb.progress");
        assertThat(progress).extracting(SourceRecord::key).containsExactly("/changes", "/bigquery");
        assertThat(((Struct) progress.get(1).value()).getInt64("resolved_ms")).isEqualTo(1_700_000_001_000L);
    }

    @Test
    void shouldSendABadRowToTheDeadLettersAndGoOn() throws Exception {
        feed.start();

        int status = feed.batch(
                "/changes",
                "{\"after\":{\"id\":\"a\",\"total\":\"much\"},\"key\":[\"a\"],\"topic\":\"orders\"}",
                "{\"after\":{\"id\":\"a\"},\"key\":[\"a\"],\"topic\":\"customers\"}",
                "{\"after\":{\"id\":\"a\"},\"key\":[\"a\",\"b\"],\"topic\":\"orders\"}",
                "{\"after\":{\"id\":\"a\"},\"key\":[\"a\"],\"topic\":\"orders\",\"updated\":\"yesterday\"}",
                "{\"id\":\"a\"}",
                "7",
                "{\"after\":" + ROW + ",\"key\":[\"a\"],\"topic\":\"orders\",\"updated\":\"1.0\"}");

        assertThat(status).isEqualTo(200);
        assertThat(feed.changes()).hasSize(1);
        List<SourceRecord> dead = feed.of("crdb.dead-letters");
        assertThat(dead)
                .extracting(record ->
                        String.valueOf(record.headers().lastWithName("reason").value()))
                .containsExactly(
                        "the column total has a value that is no decimal(12,2)",
                        "the table customers is not declared: add it to 'tables'",
                        "the key has 2 values, table.orders.key names [id]",
                        "a timestamp is not <nanoseconds>.<logical>",
                        "the message names no table, and its route has none: write the route as path:table",
                        "a message is no JSON object");
        assertThat(String.valueOf(dead.get(0).value())).contains("much");
    }

    @Test
    void shouldNotAnswer200BeforeKafkaHasIt() throws Exception {
        feed.with("ack.timeout.ms", "100").start();
        feed.acknowledging(false);

        assertThat(feed.batch("/bigquery", ROW)).isEqualTo(503);

        feed.acknowledging(true);
        assertThat(feed.batch("/bigquery", ROW)).isEqualTo(200);
    }

    @Test
    void shouldRefuseAtOnceWhatWouldWaitBehindTooMuch() throws Exception {
        feed.with("ack.timeout.ms", "100").with("max.pending.records", "2").start();
        feed.acknowledging(false);
        assertThat(feed.send("/bigquery", batch(3)).body()).contains("did not acknowledge");

        assertThat(feed.send("/bigquery", batch(1)).body()).contains("too many");
    }

    private static String batch(int rows) {
        return "{\"payload\":[" + String.join(",", java.util.Collections.nCopies(rows, ROW)) + "]}";
    }

    @Test
    void shouldAnswerAnErrorToWhatIsNoChangefeed() throws Exception {
        feed.with("authorization", "Basic c2VjcmV0")
                .with("max.body.bytes", "1024")
                .start();
        String[] right = {"Authorization", "Basic c2VjcmV0"};

        Map<String, Integer> answers = Map.of(
                "none", feed.send("/changes", "{}").statusCode(),
                "wrong", feed.send("/changes", "{}", "Authorization", "Basic x").statusCode(),
                "path", feed.send("/other", "{}", right).statusCode(),
                "json", feed.send("/changes", "{\"payload\":[", right).statusCode(),
                "length",
                        feed.send("/changes", "{\"payload\":[],\"length\":2}", right)
                                .statusCode(),
                "size", feed.send("/changes", " ".repeat(2000), right).statusCode(),
                "right",
                        feed.send("/changes", "{\"payload\":[],\"length\":0}", right)
                                .statusCode());

        assertThat(answers)
                .isEqualTo(Map.of(
                        "none", 401, "wrong", 401, "path", 404, "json", 400, "length", 400, "size", 413, "right", 200));
        assertThat(feed.records).isEmpty();
    }
}
