package dev.tributary.local.cockroach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.Eventually;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class FeedPathsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHANGES = 400;

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void shouldTellTheSameThroughFilesAndThroughTheWebhook() throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        long micros = now.getEpochSecond() * 1_000_000;
        List<Row> rows = LongStream.range(0, CHANGES)
                .mapToObj(number -> Row.of(number, micros + number))
                .toList();
        try (FeedStand stand = FeedStand.start(folder).connect()) {
            FileFeed files = new FileFeed(stand.s3, FeedStand.BUCKET, true);
            WebhookFeed webhook = new WebhookFeed(stand.port);
            for (int from = 0; from < CHANGES; from += 100) {
                files.flush(now.plusSeconds(from), rows.subList(from, from + 100));
                webhook.send(rows.subList(from, from + 100));
            }
            files.resolved(now.plusSeconds(CHANGES));

            List<String> byFiles = changes(stand, FeedStand.FILES);
            assertThat(byFiles).isEqualTo(changes(stand, FeedStand.WEBHOOK));
            // every 20th change is a delete, and a null value follows it
            assertThat(byFiles).hasSize(CHANGES + CHANGES / 20);
            assertThat(read(stand, "files.progress", 1).get(0).value()).contains("\"resolved\":\"1767226000000000000.");
            try (Connection warehouse = stand.warehouse();
                    Statement sql = warehouse.createStatement()) {
                Eventually.isTrue("both tables are filled", () -> both(sql));
                assertThat(number(sql, "SELECT count(*) FROM (FROM by_files EXCEPT ALL FROM by_webhook)"))
                        .isZero();
            }
        }
    }

    private static boolean both(Statement sql) throws SQLException {
        long rows = CHANGES - CHANGES / 10 - CHANGES / 20;
        try {
            return number(sql, "SELECT count(*) FROM by_files") == rows
                    && number(sql, "SELECT count(*) FROM by_webhook") == rows;
        } catch (SQLException e) {
            return false;
        }
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet result = sql.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Key, operation, position and row of each record. */
    private static List<String> changes(FeedStand stand, String topic) throws Exception {
        List<String> changes = new ArrayList<>();
        for (ConsumerRecord<String, String> record : read(stand, topic, CHANGES + CHANGES / 20)) {
            JsonNode value = JSON.readTree(record.value() == null ? "null" : record.value());
            changes.add(record.key() + value.path("op") + value.at("/source/pos") + value.path("after"));
        }
        return changes;
    }

    private static List<ConsumerRecord<String, String>> read(FeedStand stand, String topic, int count)
            throws Exception {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", stand.broker.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Eventually.isTrue(count + " records in " + topic, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                return read.size() >= count;
            });
        }
        return read;
    }
}
