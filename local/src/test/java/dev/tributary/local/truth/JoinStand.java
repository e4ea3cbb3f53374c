package dev.tributary.local.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.Eventually;
import dev.tributary.local.check.Backlog;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker, change topics of several partitions, and the application in processes that can be killed. */
final class JoinStand implements AutoCloseable {
    static final String APPLICATION = "joins";
    private static final String EMPLOYEES = "hr.payroll";
    private static final String BONUSES = "hr.bonus";
    private static final int PARTITIONS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation = Installation.find();
    private final DataDirectory directory;
    private final KafkaBroker broker;
    private final Path pipeline;
    private final KafkaProducer<String, String> producer;
    private final List<Future<?>> sent = new ArrayList<>();

    /**
     * One output for each kind of join and of order, {@code inner_strict}, {@code left_broadcast}, each to the topic of its name;
     * {@code inner_broadcast_stream} joins each event once.
     */
    JoinStand(Path root, List<String> outputs) throws Exception {
        directory = DataDirectory.open(root, false);
        broker = KafkaBroker.start(directory, Ports.anyFree(directory.ports()));
        pipeline = Files.writeString(directory.root().resolve("joins.properties"), pipeline(outputs));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(EMPLOYEES, Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic(BONUSES, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    private static String pipeline(List<String> outputs) {
        StringBuilder text = new StringBuilder("""
                pipeline = joins
                tables = payroll, bonus
                table.payroll.topic = hr.payroll
                table.payroll.key = employee_id
                table.payroll.format = json
                table.payroll.columns = employee_id int, name int?
                table.bonus.topic = hr.bonus
                table.bonus.key = bonus_id
                table.bonus.format = json
                table.bonus.columns = bonus_id int, employee_id int?, amount int?
                outputs = %s
                """.formatted(String.join(", ", outputs)));
        for (String output : outputs) {
            String[] kinds = output.split("_", -1);
            boolean broadcast = kinds[1].equals("broadcast");
            text.append("""
                    output.%1$s.topic = %1$s
                    output.%1$s.from = bonus
                    output.%1$s.join = payroll
                    output.%1$s.join.payroll.on = bonus.employee_id
                    output.%1$s.join.payroll.type = %2$s
                    output.%1$s.format = json
                    output.%1$s.order = %3$s
                    output.%1$s.join.payroll.broadcast = %4$s
                    output.%1$s.fields = bonus.bonus_id, payroll.employee_id, payroll.name, bonus.amount
                    """.formatted(output, kinds[0], broadcast ? "position" : kinds[1], broadcast));
            if (kinds.length > 2) {
                text.append(
                        "output.%1$s.kind = %2$s\noutput.%1$s.join.payroll.wait = 10m\n".formatted(output, kinds[2]));
            }
        }
        return text.toString();
    }

    /** Starts instances of the application; {@code settings} adds to the properties of each. */
    Instances start(int count, IntFunction<List<String>> settings) throws IOException {
        return new Instances(count, instance -> start(instance, settings.apply(instance)));
    }

    private Process start(int instance, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx300m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dtributary.home=" + installation.home()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tributary.Tributary", "run"));
        command.addAll(List.of(
                "--config",
                Files.writeString(directory.root().resolve("app.properties"), """
                application.id = %s
                bootstrap.servers = %s
                tributary.pipelines = %s
                processing.guarantee = exactly_once_v2
                commit.interval.ms = 100
                num.stream.threads = 2
                producer.transaction.timeout.ms = 3000
                consumer.session.timeout.ms = 2000
                consumer.heartbeat.interval.ms = 500
                """.formatted(
                                        APPLICATION, broker.bootstrapServers(), pipeline))
                        .toString()));
        command.addAll(List.of("--set", "state.dir=" + directory.folder("state-" + instance)));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(instance).toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return started;
    }

    Path log(int instance) {
        return directory.logs().resolve("app-" + instance + ".log");
    }

    /** Sends a change as Debezium does, a delete with its tombstone. */
    void send(JoinHistory.Change change) {
        String topic = change.ofEmployee() ? EMPLOYEES : BONUSES;
        String id = change.ofEmployee() ? "employee_id" : "bonus_id";
        String key = "{\"" + id + "\":" + change.key() + "}";
        JoinHistory.Row row = change.row();
        String after = row == null ? null : "{\"" + id + "\":" + change.key() + columns(change.ofEmployee(), row) + "}";
        String op = row == null ? "d" : "u";
        String event = "{\"op\":\"" + op + "\",\"after\":" + after + ",\"source\":{\"lsn\":" + change.lsn() + "}}";
        sent.add(producer.send(new ProducerRecord<>(topic, key, event)));
        if (row == null) {
            sent.add(producer.send(new ProducerRecord<>(topic, key, null)));
        }
    }

    private static String columns(boolean ofEmployee, JoinHistory.Row row) {
        return ofEmployee
                ? ",\"name\":" + row.value()
                : ",\"employee_id\":" + row.employee() + ",\"amount\":" + row.value();
    }

    /** Waits until all that was sent is through. */
    void awaitQuiet(Instances apps) throws Exception {
        producer.flush();
        for (Future<?> each : sent) {
            each.get();
        }
        sent.clear();
        try (Backlog backlog = new Backlog(broker.bootstrapServers(), true)) {
            Eventually.isTrue("quiet", () -> {
                apps.ended().ifPresent(code -> {
                    throw new AssertionError("the application ended with " + code + ": see " + directory.logs());
                });
                Map<TopicPartition, Long> ends = ends(backlog);
                return backlog.behind(APPLICATION, ends) == 0 && ends.equals(ends(backlog));
            });
        }
    }

    private static Map<TopicPartition, Long> ends(Backlog backlog) throws Exception {
        return backlog.ends(backlog.topics().stream()
                .filter(topic -> topic.startsWith("hr.") || topic.endsWith("-repartition"))
                .toList());
    }

    /** The sum of the ends of all changelog topics: about how much there is to restore. */
    long changelogs() throws Exception {
        try (Backlog backlog = new Backlog(broker.bootstrapServers(), true)) {
            return backlog
                    .ends(backlog.topics().stream()
                            .filter(topic -> topic.endsWith("-changelog"))
                            .toList())
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** A record of an output topic. */
    record Written(int key, @Nullable JsonNode row) {
        boolean gone() {
            return row == null || row.get("__deleted").booleanValue();
        }

        String position() {
            return row == null ? "" : row.get("__position").textValue();
        }

        String line() {
            JsonNode columns = java.util.Objects.requireNonNull(row);
            return JoinHistory.line(columns.get("employee_id"), columns.get("name"), columns.get("amount"));
        }
    }

    /** All committed records of a topic, in the order of each partition. */
    List<Written> read(String topic) throws IOException {
        List<Written> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(written(record));
                }
            }
        }
        return records;
    }

    private static Written written(ConsumerRecord<byte[], byte[]> record) throws IOException {
        int key = Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8).replaceAll("\\D", ""));
        return new Written(key, record.value() == null ? null : JSON.readTree(record.value()));
    }

    @Override
    public void close() throws IOException {
        producer.close();
        broker.close();
        directory.close();
    }
}
