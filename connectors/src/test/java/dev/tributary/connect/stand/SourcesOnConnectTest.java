package dev.tributary.connect.stand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sources in a real Connect worker with exactly-once support, which is killed in the middle. */
class SourcesOnConnectTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 80_000;
    private static final String FEED_FILE =
            "feed/2026-01-01/202601010000010000000000000000000-0a-1-2-00000000-orders-1.ndjson.gz";

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void shouldPublishExactlyOnceThoughTheWorkerIsKilledInTheMiddle() throws Exception {
        try (TestBroker broker = TestBroker.start(folder)) {
            WorkerProcess killed = WorkerProcess.start(folder, broker, "-Xmx512m");
            try (killed) {
                int port = TestBroker.freePort();
                killed.create("feeds", webhook(port));
                shouldAnswerOnlyWhatKafkaHas(port, broker);
                export("20260101_V0001", 0, ROWS, 0);
                feedFile();
                killed.create("exports", exports());
                killed.create("feed-files", feedFiles());
                try (TopicReader reader = new TopicReader(broker.bootstrap(), "files.orders")) {
                    reader.until("the file has begun", record -> record.offset() > 10_000);
                }
                try (TopicReader reader = new TopicReader(broker.bootstrap(), "exports.acme.orders")) {
                    reader.until("the import has begun", record -> record.offset() > 10_000);
                }
                killed.kill();
                try (TopicReader registry = new TopicReader(broker.bootstrap(), "exports.imports")) {
                    assertThat(registry.all())
                            .as("killed in the middle")
                            .noneMatch(record -> String.valueOf(record.value()).contains("DONE"));
                }
                try (TopicReader files = new TopicReader(broker.bootstrap(), "files.files")) {
                    assertThat(files.all())
                            .as("killed in the middle of the file")
                            .isEmpty();
                }
            }
            try (WorkerProcess second = WorkerProcess.start(folder, broker, "-Xmx512m")) {
                export("20260102_V0001", 1_000, ROWS + 500, 100);
                shouldHaveEachChangeOnce(broker);
                shouldHaveEachLineOnce(broker);
                shouldForgetTheFile(broker);
                assertThat(second.handle().isAlive()).isTrue();
            }
        }
    }

    private static void shouldAnswerOnlyWhatKafkaHas(int port, TestBroker broker) throws Exception {
        String body = "{\"payload\":[{\"id\":\"a\",\"total\":1.10}],\"length\":1}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/bigquery"))
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        WorkerProcess.await(
                "the feed is answered",
                () -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);

        try (TopicReader reader = new TopicReader(broker.bootstrap(), "crdb.orders")) {
            ConsumerRecord<String, @Nullable String> record = reader.all().get(0);
            assertThat(record.key()).isEqualTo("{\"id\":\"a\"}");
            assertThat(record.value()).contains("\"after\":{\"id\":\"a\",\"total\":1.10}");
        }
    }

    private void shouldHaveEachChangeOnce(TestBroker broker) throws IOException {
        try (TopicReader registry = new TopicReader(broker.bootstrap(), "exports.imports");
                TopicReader changes = new TopicReader(broker.bootstrap(), "exports.acme.orders")) {
            List<ConsumerRecord<String, @Nullable String>> states = registry.until(
                    "the second import is done",
                    record -> record.key().contains("20260102_V0001")
                            && String.valueOf(record.value()).contains("\"DONE\""));
            JsonNode done = JSON.readTree(states.get(states.size() - 1).value());
            Map<String, Integer> counts = new HashMap<>();
            Set<String> keysRead = new HashSet<>();
            for (ConsumerRecord<String, @Nullable String> record : changes.all()) {
                String op = record.value() == null
                        ? "tombstone"
                        : JSON.readTree(record.value()).path("op").asText();
                counts.merge(op, 1, Integer::sum);
                if (op.equals("r")) {
                    assertThat(keysRead.add(record.key())).as(record.key()).isTrue();
                }
            }
            assertThat(counts).isEqualTo(Map.of("r", ROWS, "c", 500, "u", 100, "d", 1_000, "tombstone", 1_000));
            assertThat(done.path("deletes").asInt()).isEqualTo(1_000);
        }
    }

    private static void shouldHaveEachLineOnce(TestBroker broker) throws IOException {
        try (TopicReader files = new TopicReader(broker.bootstrap(), "files.files");
                TopicReader changes = new TopicReader(broker.bootstrap(), "files.orders")) {
            files.until(
                    "the file is done", record -> String.valueOf(record.value()).contains("\"DONE\""));
            Set<String> lines = new HashSet<>();
            for (ConsumerRecord<String, @Nullable String> record : changes.all()) {
                assertThat(lines.add(record.key())).as(record.key()).isTrue();
            }
            assertThat(lines).hasSize(ROWS);
        }
    }

    private void shouldForgetTheFile(TestBroker broker) throws IOException {
        Files.delete(folder.resolve(FEED_FILE));
        try (TopicReader files = new TopicReader(broker.bootstrap(), "files.files")) {
            files.until("the file is forgotten", record -> record.value() == null);
        }
        try (TopicReader offsets = new TopicReader(broker.bootstrap(), "connect-offset")) {
            offsets.until("its place is, too", record -> record.key().contains("\"file\"") && record.value() == null);
        }
    }

    private void feedFile() throws IOException {
        Path file = folder.resolve(FEED_FILE);
        Files.createDirectories(file.getParent());
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (int id = 0; id < ROWS; id++) {
                out.write("{\"after\":{\"id\":\"" + id + "\",\"total\":1.10},\"key\":[\"" + id
                        + "\"],\"updated\":\"1767225601" + "000000000.0000000000\"}\n");
            }
        }
    }

    private Map<String, String> feedFiles() {
        Map<String, String> config = new HashMap<>(shared());
        config.put("connector.class", "dev.tributary.connect.cockroach.files.CockroachFilesSourceConnector");
        config.put("files.location", folder.resolve("feed").toString());
        config.put("tables", "orders");
        config.put("table.orders.key", "id");
        config.put("table.orders.columns", "id string, total decimal(12,2)");
        config.put("topic.prefix", "files");
        config.put("batch.size", "1000");
        config.put("scan.interval.ms", "100");
        return config;
    }

    private void export(String version, int from, int to, int changed) throws IOException {
        Path target = Files.createDirectories(folder.resolve("exports/acme/orders/" + version));
        Path unfinished = target.resolve("orders.csv.gz.tmp");
        try (Writer out = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(unfinished)), StandardCharsets.UTF_8))) {
            out.write("id,customer,note\n");
            for (int id = from; id < to; id++) {
                out.write(id + ",customer-" + id % 97 + ",\"note, " + (id < from + changed ? "new" : "old") + "\"\n");
            }
        }
        Files.move(unfinished, target.resolve("orders.csv.gz"));
    }

    private Map<String, String> exports() {
        Map<String, String> config = new HashMap<>(shared());
        config.put("connector.class", "dev.tributary.connect.export.ExportSourceConnector");
        config.put("export.location", folder.resolve("exports").toString());
        config.put("work.dir", folder.resolve("work").toString());
        config.put("tables", "orders");
        config.put("table.orders.key", "id");
        config.put("topic.prefix", "exports");
        config.put("batch.size", "5000");
        config.put("settle.ms", "0");
        config.put("scan.interval.ms", "100");
        return config;
    }

    private static Map<String, String> webhook(int port) {
        Map<String, String> config = new HashMap<>(shared());
        config.put("connector.class", "dev.tributary.connect.cockroach.CockroachSourceConnector");
        config.put("listener", "http://127.0.0.1:" + port);
        config.put("routes", "/bigquery:orders");
        config.put("tables", "orders");
        config.put("table.orders.key", "id");
        config.put("table.orders.columns", "id string, total decimal(12,2)");
        config.put("topic.prefix", "crdb");
        return config;
    }

    private static Map<String, String> shared() {
        return Map.of(
                "tasks.max", "2",
                "exactly.once.support", "requested",
                // a killed worker leaves a transaction open, and the next one waits until it has timed out
                "producer.override.transaction.timeout.ms", "5000",
                "topic.creation.default.partitions", "1",
                "topic.creation.default.replication.factor", "1");
    }
}
