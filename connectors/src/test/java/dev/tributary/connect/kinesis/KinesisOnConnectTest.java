package dev.tributary.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connect.stand.TestBroker;
import dev.tributary.connect.stand.TopicReader;
import dev.tributary.connect.stand.WorkerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The source in a real Connect worker that is killed, over a stream whose shards are split and merged meanwhile. */
@Tag("origins")
class KinesisOnConnectTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SYMBOLS = 20;

    private int written;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void shouldHaveEachRecordOnceAndInOrderThoughShardsChangeAndTheWorkerIsKilled() throws Exception {
        try (TestBroker broker = TestBroker.start(folder);
                LocalKinesis kinesis = LocalKinesis.start(folder, 2)) {
            write(kinesis, 300);
            try (WorkerProcess killed = WorkerProcess.start(folder, broker, "-Xmx512m")) {
                killed.create("ticks", settings(kinesis));
                kinesis.split();
                write(kinesis, 300);
                kinesis.put("S0", "no number,");
                try (TopicReader reader = new TopicReader(broker.bootstrap(), "kinesis.ticks")) {
                    reader.until("some were read", record -> record.offset() > 320);
                }
                killed.kill();
            }
            kinesis.merge();
            write(kinesis, 300);
            try (WorkerProcess second = WorkerProcess.start(folder, broker, "-Xmx512m")) {
                kinesis.split();
                write(kinesis, 100);
                shouldHaveEachOnceInOrder(broker);
                shouldHaveTheBadOneAside(broker);
                assertThat(second.handle().isAlive()).isTrue();
            }
        }
    }

    /** Numbers that grow, each to the symbol whose turn it is. */
    private void write(LocalKinesis kinesis, int records) {
        for (int i = 0; i < records; i++, written++) {
            String symbol = "S" + written % SYMBOLS;
            kinesis.put(symbol, symbol + "," + written);
        }
    }

    private void shouldHaveEachOnceInOrder(TestBroker broker) throws Exception {
        Map<String, Integer> latest = new TreeMap<>();
        int rows = 0;
        try (TopicReader reader = new TopicReader(broker.bootstrap(), "kinesis.ticks")) {
            WorkerProcess.await("all rows have come", () -> reader.all().size() >= written);
            for (ConsumerRecord<String, @Nullable String> record : reader.all()) {
                JsonNode row = JSON.readTree(record.value()).path("after");
                int number = row.path("number").asInt();
                Integer before = latest.put(row.path("symbol").asText(), number);
                assertThat(number).as("in order").isGreaterThan(before == null ? -1 : before);
                rows++;
            }
        }
        assertThat(rows).isEqualTo(written);
        assertThat(latest).hasSize(SYMBOLS);
    }

    private static void shouldHaveTheBadOneAside(TestBroker broker) {
        try (TopicReader reader = new TopicReader(broker.bootstrap(), "kinesis.dead-letters")) {
            List<ConsumerRecord<String, @Nullable String>> letters = reader.all();
            assertThat(letters).hasSize(1);
            assertThat(new String(
                            letters.get(0).headers().lastHeader("reason").value(),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("the column number of the key has no value");
        }
    }

    private static Map<String, String> settings(LocalKinesis kinesis) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", KinesisSourceConnector.class.getName());
        config.put("tasks.max", "1");
        config.put("exactly.once.support", "required");
        config.put("producer.override.transaction.timeout.ms", "5000");
        config.put("topic.creation.default.partitions", "1");
        config.put("topic.creation.default.replication.factor", "1");
        config.put("stream", "ticks");
        config.put("format", "csv");
        config.put("columns", "symbol string, number int");
        config.put("key", "number");
        config.put("topic.prefix", "kinesis");
        config.put("page.size", "50");
        config.put("shard.read.interval.ms", "50");
        config.put("shard.list.interval.ms", "1000");
        config.put("aws.region", "us-east-1");
        config.put("aws.endpoint", kinesis.url);
        config.put("aws.access.key.id", "local");
        config.put("aws.secret.access.key", "local");
        return config;
    }
}
