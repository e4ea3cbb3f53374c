package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.StreamsRunner;
import dev.tributary.config.AppConfig;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bonus that waits for its employee, on a real broker. */
@Timeout(120)
class WaitingTest {
    private static final String APPLICATION = "waiting-test";
    private static final TopicPartition SHARES = new TopicPartition("shares", 0);

    @TempDir
    Path folder;

    @Test
    void shouldStillWaitAfterTheApplicationAndItsDiskAreGone() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false);
                KafkaBroker broker = KafkaBroker.start(directory, Ports.anyFree(directory.ports()))) {
            String servers = broker.bootstrapServers();
            createTopics(servers);
            pipeline();

            try (StreamsRunner runner = start(configure(servers, "first"))) {
                send(servers, "hr.bonus", "{\"bonus_id\":7}", "{\"bonus_id\":7,\"employee_id\":1}");
                try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                    Eventually.isTrue("it is held", () -> committed(admin) > 0);
                }
                assertThat(runner.failure()).isEmpty();
            }
            try (StreamsRunner runner = start(configure(servers, "second"))) {
                send(servers, "hr.payroll", "{\"employee_id\":1}", "{\"employee_id\":1,\"name\":\"Ann\"}");

                Eventually.isTrue("it is joined", () -> rows(servers).contains("\"name\":\"Ann\""));
                assertThat(runner.failure()).isEmpty();
            }
        }
    }

    private void pipeline() throws IOException {
        Files.writeString(folder.resolve("shares.properties"), """
                pipeline = shares
                tables = payroll, bonus
                table.payroll.topic = hr.payroll
                table.payroll.key = employee_id
                table.payroll.format = json
                table.payroll.columns = employee_id int, name string?
                table.bonus.topic = hr.bonus
                table.bonus.key = bonus_id
                table.bonus.format = json
                table.bonus.columns = bonus_id int, employee_id int
                outputs = shares
                output.shares.topic = shares
                output.shares.kind = stream
                output.shares.from = bonus
                output.shares.join = payroll
                output.shares.join.payroll.on = bonus.employee_id
                output.shares.join.payroll.wait = 10m
                output.shares.format = json
                output.shares.fields = bonus.bonus_id, payroll.name
                """);
    }

    private Path configure(String servers, String disk) throws IOException {
        return Files.writeString(
                folder.resolve("tributary.properties"), """
                tributary.pipelines = shares.properties
                application.id = %s
                bootstrap.servers = %s
                state.dir = %s
                commit.interval.ms = 100
                """.formatted(APPLICATION, servers, folder.resolve(disk)));
    }

    private static void createTopics(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(
                            new NewTopic("hr.payroll", Optional.of(1), Optional.empty()),
                            new NewTopic("hr.bonus", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static StreamsRunner start(Path config) throws InterruptedException {
        StreamsRunner runner = StreamsRunner.start(AppConfig.load(config, Map.of()));
        assertThat(runner.awaitRunning(Duration.ofSeconds(60))).isTrue();
        return runner;
    }

    private static void send(String servers, String topic, String key, String row) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                            topic, key, "{\"op\":\"c\",\"after\":" + row + ",\"source\":{\"lsn\":7}}"))
                    .get();
        }
    }

    /** How far the step that holds bonuses has come. */
    private static long committed(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().endsWith("-repartition"))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private static String rows(String servers) {
        StringBuilder rows = new StringBuilder();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(SHARES));
            consumer.seekToBeginning(List.of(SHARES));
            consumer.poll(Duration.ofSeconds(1)).forEach(record -> rows.append(record.value()));
        }
        return rows.toString();
    }
}
