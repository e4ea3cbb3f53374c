package dev.tributary.local.mariadb;

import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.part.Topics;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The real parts, from MariaDB to DuckDB, in this JVM; the connector as shipped, but for the tables it reads. */
final class MariaDbStack {
    static final String SOURCE = "mariadb-payroll-source";

    private final Installation installation = Installation.find();
    private final DataDirectory directory;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Secrets secrets;
    private final MariaDbServer server;
    private final KafkaBroker broker;
    private final SchemaRegistry registry;
    private final ConnectWorker connect;
    private final String connectUrl;

    MariaDbStack(Path folder) throws Exception {
        directory = DataDirectory.open(folder, false);
        System.setProperty("tributary.log.dir", directory.logs().toString());
        Ports ports = Ports.anyFree(directory.ports());
        connectUrl = "http://" + ports.address(Service.CONNECT) + "/connectors/" + SOURCE;
        secrets = Secrets.of(directory);
        CompletableFuture<SchemaRegistry> schemas = CompletableFuture.supplyAsync(() -> {
            try {
                return SchemaRegistry.start(installation, directory, ports);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        server = MariaDbServer.start(installation, directory, secrets.value(Secrets.REPLICATION_PASSWORD));
        broker = KafkaBroker.start(directory, ports);
        connect = ConnectWorker.start(
                List.of(installation.built("mariadb-plugins")), directory, ports, broker.bootstrapServers());
        registry = schemas.get();
        Stream.of(registry, broker, server, connect).forEach(parts::push);
    }

    Connection source() throws SQLException {
        return server.connect("hr");
    }

    Connection warehouse() throws SQLException {
        return DuckDbWarehouse.of(directory).connect();
    }

    /** The shipped connector, over these tables too. */
    void read(String moreTables) throws Exception {
        Map<String, String> config = installation.properties("connectors/" + SOURCE + ".properties");
        config.put("database.hostname", "127.0.0.1");
        config.put("database.port", Integer.toString(server.port()));
        config.put("database.user", "tributary_replication");
        config.put("database.password", secrets.reference(Secrets.REPLICATION_PASSWORD));
        config.put("schema.history.internal.kafka.bootstrap.servers", broker.bootstrapServers());
        config.put("value.converter.schema.registry.url", registry.url());
        config.merge("table.include.list", moreTables, (shipped, more) -> shipped + "," + more);
        // somebody is watching
        config.put("poll.interval.ms", "20");
        config.put("heartbeat.interval.ms", "500");
        connect.connectors().run(SOURCE, config);
    }

    /** The connector's stored place, as Connect's REST interface tells it. */
    String offsets() throws Exception {
        return call("GET", "/offsets", "");
    }

    /** Sends the connector back to a place that it has been at. */
    void goBackTo(String offsets) throws Exception {
        call("PUT", "/stop", "");
        dev.tributary.local.Eventually.isTrue(
                "the connector has stopped", () -> call("GET", "/status", "").contains("STOPPED"));
        call("PATCH", "/offsets", offsets);
        call("PUT", "/resume", "");
    }

    private String call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(connectUrl + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    boolean hasTopics(String... topics) {
        try (org.apache.kafka.clients.admin.Admin admin =
                org.apache.kafka.clients.admin.Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics().names().get().containsAll(List.of(topics));
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            return false;
        }
    }

    void makeTopics(String... topics) throws Exception {
        new Topics(List.of(topics), List.of()).createChanges(broker.bootstrapServers());
    }

    void enrich(Path pipeline, List<String> outputs) throws Exception {
        Map<String, String> servers =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
        parts.push(StreamsApp.start(installation, directory, pipeline, servers));
        DuckDbWarehouse warehouse = DuckDbWarehouse.of(directory);
        connect.connectors().run(warehouse.connector(), warehouse.config(outputs, registry));
    }

    Path shipped(String file) {
        return installation.file(file);
    }

    /** All committed records of a topic so far, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed",
                "group.id", UUID.randomUUID().toString());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    String registryUrl() {
        return registry.url();
    }

    /** Readers before what they read. */
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
        directory.close();
    }
}
