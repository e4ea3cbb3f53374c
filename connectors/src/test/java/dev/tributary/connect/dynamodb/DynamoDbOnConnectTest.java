package dev.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connect.stand.TestBroker;
import dev.tributary.connect.stand.TopicReader;
import dev.tributary.connect.stand.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The source in a real Connect worker that is killed while a table is being changed. */
@Tag("long")
class DynamoDbOnConnectTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITEMS = 600;

    private final Random random = new Random(11);

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void shouldHoldWhatTheTableHoldsThoughTheWorkerIsKilledWhileItChanges() throws Exception {
        try (TestBroker broker = TestBroker.start(folder);
                LocalDynamoDb dynamo = LocalDynamoDb.start(folder)) {
            dynamo.createTrades(StreamViewType.NEW_AND_OLD_IMAGES);
            for (int id = 0; id < ITEMS; id++) {
                dynamo.put("NYSE", id, id + ".00");
            }
            try (WorkerProcess killed = WorkerProcess.start(folder, broker, "-Xmx512m")) {
                killed.create("trades", settings(dynamo));
                try (TopicReader reader = new TopicReader(broker.bootstrap(), "dynamo.trades")) {
                    change(dynamo, 300);
                    reader.until("a change was followed", record -> isChange(record.value()));
                    change(dynamo, 200);
                    killed.kill();
                }
            }
            change(dynamo, 200);
            try (WorkerProcess second = WorkerProcess.start(folder, broker, "-Xmx512m")) {
                change(dynamo, 100);
                dynamo.put("NASDAQ", 1, "1");
                shouldHoldTheTable(dynamo, broker);
                assertThat(second.handle().isAlive()).isTrue();
            }
        }
    }

    private static boolean isChange(@Nullable String value) {
        return value != null && !value.contains("\"op\":\"r\"");
    }

    private void change(LocalDynamoDb dynamo, int changes) {
        for (int i = 0; i < changes; i++) {
            int id = random.nextInt(ITEMS + 100);
            if (random.nextInt(4) == 0) {
                dynamo.delete("NYSE", id);
            } else {
                dynamo.put("NYSE", id, random.nextInt(1_000_000) + ".01");
            }
        }
    }

    private static void shouldHoldTheTable(LocalDynamoDb dynamo, TestBroker broker) throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (Map<String, AttributeValue> item : dynamo.client
                .scanPaginator(request -> request.tableName("trades"))
                .items()) {
            table.put(
                    at(item, "exchange").s() + at(item, "id").n(),
                    at(item, "price").n());
        }
        Map<String, Integer> creates = new HashMap<>();
        try (TopicReader reader = new TopicReader(broker.bootstrap(), "dynamo.trades")) {
            reader.until("the last change has come", record -> record.key().contains("NASDAQ"));
            Map<String, String> latest = new TreeMap<>();
            for (ConsumerRecord<String, @Nullable String> record : reader.all()) {
                JsonNode key = JSON.readTree(record.key());
                String name = key.path("exchange").asText() + key.path("id").asText();
                String value = record.value();
                if (value != null) {
                    JsonNode after = JSON.readTree(value).path("after");
                    String pos = JSON.readTree(value).path("source").path("pos").asText();
                    creates.merge(name + pos, 1, Integer::sum);
                    latest.put(
                            name,
                            after.path("price")
                                    .decimalValue()
                                    .stripTrailingZeros()
                                    .toPlainString());
                } else {
                    latest.remove(name);
                }
            }
            assertThat(latest).isEqualTo(table);
            assertThat(creates.values()).as("exactly once").containsOnly(1);
        }
    }

    private static AttributeValue at(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name));
    }

    private static Map<String, String> settings(LocalDynamoDb dynamo) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", DynamoDbSourceConnector.class.getName());
        config.put("tasks.max", "2");
        config.put("exactly.once.support", "required");
        config.put("producer.override.transaction.timeout.ms", "5000");
        config.put("topic.creation.default.partitions", "1");
        config.put("topic.creation.default.replication.factor", "1");
        config.put("tables", "trades");
        config.put("table.trades.columns", "exchange string, id long, price decimal(38,2)");
        config.put("topic.prefix", "dynamo");
        config.put("scan.page.size", "50");
        config.put("shard.read.interval.ms", "20");
        config.put("aws.region", "us-east-1");
        config.put("aws.endpoint", dynamo.url);
        config.put("aws.access.key.id", "local");
        config.put("aws.secret.access.key", "local");
        return config;
    }
}
