package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.app.StreamsRunner;
import dev.tributary.config.AppConfig;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start of {@code tributary run} against a real broker: what it says when it cannot. */
@Timeout(120)
class StartTest {
    private static final String APPLICATION = "run-test";

    @TempDir
    Path folder;

    /** One story, because each start costs seconds. */
    @Test
    void shouldNameWhatKeepsItFromStarting() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false);
                KafkaBroker broker = KafkaBroker.start(directory, Ports.anyFree(directory.ports()))) {
            String servers = broker.bootstrapServers();
            Path config = configure(servers);

            pipeline("orders", "json");
            StartFailure noTopic = failure(config);
            assertThat(noTopic.exitCode()).isEqualTo(ExitCode.TOPIC_MISSING);
            assertThat(noTopic).hasMessageContaining("shop.orders");

            createTopic(servers, "shop.orders");
            pipeline("orders", "avro");
            StartFailure noRegistry = failure(config);
            assertThat(noRegistry.exitCode()).isEqualTo(ExitCode.REGISTRY_UNREACHABLE);
            assertThat(noRegistry).hasMessageContaining("check schema.registry.url");

            pipeline("orders", "json");
            runOnce(config, servers);

            pipeline("sales", "json");
            StartFailure renamed = failure(config);
            assertThat(renamed.exitCode()).isEqualTo(ExitCode.STATE_BROKEN);
            assertThat(renamed)
                    .hasMessageContaining("group " + APPLICATION + " has read records before, but never kept")
                    .hasMessageContaining("sales")
                    .hasMessageContaining("new application.id")
                    .hasMessageContaining("--input-topics shop.orders");

            setBack(servers);
            runOnce(config, servers);

            pipeline("orders", "json");
            createTopic(servers, APPLICATION + "-totals-last-position-changelog");
            StartFailure looser = failure(config);
            assertThat(looser.exitCode()).isEqualTo(ExitCode.STATE_BROKEN);
            assertThat(looser).hasMessageContaining("set output.totals.order = strict");
        }
    }

    private Path configure(String servers) throws IOException {
        return Files.writeString(
                folder.resolve("tributary.properties"), """
                tributary.pipelines = shop.properties
                application.id = %s
                bootstrap.servers = %s
                schema.registry.url = http://127.0.0.1:1
                state.dir = %s
                commit.interval.ms = 100
                """.formatted(APPLICATION, servers, folder.resolve("state")));
    }

    private void pipeline(String table, String format) throws IOException {
        Files.writeString(folder.resolve("shop.properties"), """
                pipeline = shop
                tables = %1$s
                table.%1$s.topic = shop.orders
                table.%1$s.key = id
                table.%1$s.format = json
                table.%1$s.columns = id int, total int?
                outputs = totals
                output.totals.topic = totals
                output.totals.from = %1$s
                output.totals.format = %2$s
                output.totals.fields = %1$s.id, %1$s.total
                """.formatted(table, format));
    }

    private static void createTopic(String servers, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** As Kafka's tool for it does with the offsets of a reset application. */
    private static void setBack(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(admin.listConsumerGroupOffsets(APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get());
            offsets.replaceAll((partition, offset) -> new OffsetAndMetadata(0));
            admin.alterConsumerGroupOffsets(APPLICATION, offsets).all().get();
        }
    }

    private static void runOnce(Path config, String servers) throws Exception {
        try (StreamsRunner runner = StreamsRunner.start(AppConfig.load(config, Map.of()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(runner.awaitRunning(Duration.ofSeconds(60))).isTrue();
            producer.send(new ProducerRecord<>(
                            "shop.orders",
                            "{\"id\":1}",
                            "{\"op\":\"c\",\"after\":{\"id\":1,\"total\":5},\"source\":{\"lsn\":7}}"))
                    .get();
            Eventually.isTrue(
                    "it has committed",
                    () ->
                            admin
                                    .listConsumerGroupOffsets(APPLICATION)
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .values()
                                    .stream()
                                    .anyMatch(offset -> offset.offset() > 0));
        }
    }

    private static StartFailure failure(Path config) {
        return catchThrowableOfType(StartFailure.class, () -> StreamsRunner.start(AppConfig.load(config, Map.of())));
    }
}
