package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.StreamsRunner;
import dev.tributary.cli.RootCommand;
import dev.tributary.config.AppConfig;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tributary replay} against a real broker, from the first death to the mended row. */
@Timeout(120)
class ReplayCommandTest {
    private static final int PARTITIONS = 4;
    private static final String LETTERS = "replay-test-dead-letters";
    private static final String PIPELINE = """
            pipeline = shares
            tables = payroll, bonus
            table.payroll.topic = hr.payroll
            table.payroll.key = employee_id
            table.payroll.format = json
            table.payroll.columns = employee_id int, name string?
            table.bonus.topic = hr.bonus
            table.bonus.key = bonus_id
            table.bonus.format = json
            table.bonus.columns = bonus_id int, employee_id int, bonus int
            outputs = shares
            output.shares.topic = shares
            output.shares.from = bonus
            output.shares.join = payroll
            output.shares.join.payroll.on = bonus.employee_id
            output.shares.format = json
            output.shares.fields = bonus.bonus_id, payroll.name, share
            output.shares.field.share = %s
            """;

    @TempDir
    Path folder;

    /** One story, because each start costs seconds. */
    @Test
    void shouldSendDeadLettersBackOnceThePipelineIsMended() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            Ports ports = Ports.anyFree(directory.ports());
            try (KafkaBroker broker = KafkaBroker.start(directory, ports)) {
                String servers = broker.bootstrapServers();
                Path config = configure(servers, ports.of(Service.CONNECT));
                createTopics(servers);

                pipelineWith("100 / bonus.bonus");
                try (StreamsRunner broken = start(config)) {
                    send(servers);
                    Eventually.isTrue(
                            "two are dead", () -> read(servers, LETTERS, 1).size() == 2);
                    Eventually.isTrue(
                            "the good one is there", () -> values(servers).contains(row(11, 20)));
                    assertThat(get(ports, "/metrics").body()).contains("tributary_dead_total 2.0");
                    assertThat(get(ports, "/health").statusCode()).isEqualTo(200);
                    assertThat(broken.failure()).isEmpty();
                }

                pipelineWith("bonus.bonus == 0 ? 0 : 100 / bonus.bonus");
                try (StreamsRunner mended = start(config)) {
                    assertThat(replay(config, "--dry-run")).isZero();
                    assertThat(replay(config, "--where", "step=write-shares", "--limit", "5"))
                            .isZero();
                    Eventually.isTrue(
                            "the mended one is there", () -> values(servers).contains(row(10, 0)));

                    assertThat(replay(config)).as("everything is dealt with").isZero();
                    assertThat(replay(config, "--from-beginning", "--where", "step~read"))
                            .isZero();
                    Eventually.isTrue(
                            "it died again", () -> read(servers, LETTERS, 1).size() == 3);
                    assertThat(replays(read(servers, LETTERS, 1))).containsExactly("", "", "1");
                    assertThat(read(servers, "replay-test-hr.bonus-replay", PARTITIONS))
                            .hasSize(2);

                    assertThat(replay(config, "--where", "step is read")).isEqualTo(2);
                    assertThat(replay(config, "--from", "no-such-topic")).isEqualTo(4);
                    assertThat(mended.failure()).isEmpty();
                }
            }
        }
    }

    private Path configure(String servers, int metricsPort) throws IOException {
        return Files.writeString(
                folder.resolve("tributary.properties"), """
                tributary.pipelines = shares.properties
                application.id = replay-test
                bootstrap.servers = %s
                state.dir = %s
                commit.interval.ms = 100
                tributary.metrics.port = %d
                """.formatted(servers, folder.resolve("state"), metricsPort));
    }

    private void pipelineWith(String share) throws IOException {
        Files.writeString(folder.resolve("shares.properties"), PIPELINE.formatted(share));
    }

    private static void createTopics(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(
                            new NewTopic("hr.payroll", Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic("hr.bonus", Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static StreamsRunner start(Path config) throws InterruptedException {
        StreamsRunner runner = StreamsRunner.start(AppConfig.load(config, Map.of()));
        assertThat(runner.awaitRunning(Duration.ofSeconds(60))).isTrue();
        return runner;
    }

    private static void send(String servers) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            for (ProducerRecord<String, String> record : List.of(
                    new ProducerRecord<>(
                            "hr.payroll", "{\"employee_id\":1}", change("{\"employee_id\":1,\"name\":\"Ann\"}", 1)),
                    new ProducerRecord<>("hr.bonus", "{\"bonus_id\":10}", change(bonus(10, 0), 2)),
                    new ProducerRecord<>("hr.bonus", "{\"bonus_id\":11}", change(bonus(11, 5), 3)),
                    new ProducerRecord<>("hr.bonus", "{\"bonus_id\":12}", "broken"))) {
                producer.send(record).get();
            }
        }
    }

    private static String bonus(int id, int amount) {
        return "{\"bonus_id\":" + id + ",\"employee_id\":1,\"bonus\":" + amount + "}";
    }

    private static String change(String after, long lsn) {
        return "{\"after\":" + after + ",\"source\":{\"lsn\":" + lsn + "},\"op\":\"c\"}";
    }

    private static String row(int bonus, int share) {
        return "{\"bonus_id\":" + bonus + ",\"name\":\"Ann\",\"share\":" + share + ",";
    }

    private static String values(String servers) {
        return read(servers, "shares", PARTITIONS).stream()
                .map(ConsumerRecord::value)
                .toList()
                .toString();
    }

    private static List<String> replays(List<ConsumerRecord<String, String>> letters) {
        return letters.stream()
                .map(letter -> letter.headers().lastHeader("tributary.replays"))
                .map(header -> header == null ? "" : new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Everything committed that a topic holds now. */
    private static List<ConsumerRecord<String, String>> read(String servers, String topic, int partitions) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static int replay(Path config, String... arguments) {
        List<String> line = new ArrayList<>(List.of("replay", "--config", config.toString()));
        line.addAll(List.of(arguments));
        return RootCommand.execute(line.toArray(String[]::new));
    }

    private static HttpResponse<String> get(Ports ports, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + ports.address(Service.CONNECT) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
