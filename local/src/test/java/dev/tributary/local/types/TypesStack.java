package dev.tributary.local.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.PayrollSource;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.part.Topics;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The real parts, from Postgres to DuckDB, in this JVM; the connector as shipped, but for the tables it reads. */
final class TypesStack {
    private final Installation installation = Installation.find();
    private final DataDirectory directory;
    private final Ports ports;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PostgresServer postgres;
    private final KafkaBroker broker;
    private final SchemaRegistry registry;
    private final ConnectWorker connect;

    TypesStack(Path folder) throws Exception {
        directory = DataDirectory.open(folder, false);
        System.setProperty("tributary.log.dir", directory.logs().toString());
        ports = Ports.anyFree(directory.ports());
        CompletableFuture<PostgresServer> server = async(() -> PostgresServer.start(installation, directory, ports));
        CompletableFuture<SchemaRegistry> schemas = async(() -> SchemaRegistry.start(installation, directory, ports));
        broker = KafkaBroker.start(directory, ports);
        connect = ConnectWorker.start(
                List.of(installation.built("plugins")), directory, ports, broker.bootstrapServers());
        postgres = server.get();
        registry = schemas.get();
        Stream.of(registry, broker, postgres, connect).forEach(parts::push);
    }

    private static <T> CompletableFuture<T> async(Callable<T> start) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return start.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    Connection source() throws SQLException {
        return postgres.connect();
    }

    Connection warehouse() throws SQLException {
        return DuckDbWarehouse.of(directory).connect();
    }

    /** Lets the connector's role read every table, and publishes them. */
    void publish(String... tables) throws SQLException {
        try (Connection connection = source();
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + PostgresServer.REPLICATION_ROLE);
            statement.execute("ALTER PUBLICATION tributary ADD TABLE " + String.join(", ", tables));
        }
    }

    /** The shipped source connector over these tables, under another name. */
    void read(String name, String tables, Map<String, String> more) throws Exception {
        Map<String, String> config = PayrollSource.config(installation, ports, Secrets.of(directory), registry);
        config.put("name", name);
        config.put("table.include.list", tables);
        config.put("slot.name", name);
        config.putAll(more);
        connect.connectors().run(name, config);
    }

    /** The same over a table whose first row stops the connector, perhaps before it is seen to run. */
    void readInVain(String name, String tables) throws Exception {
        try {
            read(name, tables, Map.of("topic.prefix", name));
        } catch (LocalException stopped) {
            assertThat(stopped).hasMessageContaining(name);
        }
    }

    /** A connector's state, with the whole story of what it died of. */
    String status(String name) throws IOException {
        return read("http://" + ports.address(Service.CONNECT) + "/connectors/" + name + "/status");
    }

    /** The columns of a table's rows, as its topic has them. */
    Map<String, Schema> columns(String subject) throws IOException {
        JsonNode latest =
                new ObjectMapper().readTree(read(registry.url() + "/subjects/" + subject + "/versions/latest"));
        Schema envelope = new Schema.Parser().parse(latest.path("schema").asText());
        Map<String, Schema> columns = new LinkedHashMap<>();
        TypesDocument.nonNull(envelope.getField("after").schema())
                .getFields()
                .forEach(field -> columns.put(field.name(), TypesDocument.nonNull(field.schema())));
        return columns;
    }

    private static String read(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void makeTopics(String... topics) throws Exception {
        new Topics(List.of(topics), List.of()).createChanges(broker.bootstrapServers());
    }

    /** Kafka refuses a record without a key in a compacted topic. */
    void makeTopicWithoutKeys(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic kept = new NewTopic(topic, Optional.of(4), Optional.empty())
                    .configs(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
            admin.createTopics(List.of(kept)).all().get();
        }
    }

    void enrich(Path pipeline, String output) throws Exception {
        Map<String, String> servers =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
        parts.push(StreamsApp.start(installation, directory, pipeline, servers));
        DuckDbWarehouse warehouse = DuckDbWarehouse.of(directory);
        connect.connectors().run(warehouse.connector(), warehouse.config(List.of(output.split(",")), registry));
    }

    /** The reasons of all dead letters so far, of the application and of the sink. */
    List<String> deadLetters() {
        return read(topic -> topic.contains("dead-letters"), TypesStack::reason);
    }

    /** A topic's values so far, byte by byte as characters. */
    List<String> values(String topic) {
        return read(
                topic::equals,
                record -> record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1));
    }

    private List<String> read(Predicate<String> topics, Function<ConsumerRecord<byte[], byte[]>, String> text) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topics.test(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> texts = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> texts.add(text.apply(record)));
            }
            return texts;
        }
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(record.topic() + " " + new String(record.key(), StandardCharsets.UTF_8));
        record.headers().forEach(header -> {
            if (header.key().endsWith("errors.message") || header.key().endsWith("exception.message")) {
                text.append(": ").append(new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return text.toString();
    }

    /** Readers before what they read. */
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
        directory.close();
    }
}
