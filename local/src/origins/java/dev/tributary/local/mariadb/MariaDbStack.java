package dev.tributary.local.mariadb;

import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.MariaDbServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.part.Topics;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** The real parts, from MariaDB to DuckDB; the connector as shipped, but for the tables it reads. */
final class MariaDbStack {
    private final Installation installation = Installation.find();
    private final DataDirectory directory;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final MariaDbServer server;
    private final KafkaBroker broker;
    private final SchemaRegistry registry;
    private final ConnectWorker sinks;
    private final SourceWorker worker;

    MariaDbStack(Path folder) throws Exception {
        directory = DataDirectory.open(folder, false);
        System.setProperty("tributary.log.dir", directory.logs().toString());
        Ports ports = Ports.anyFree(directory.ports());
        CompletableFuture<SchemaRegistry> schemas = async(() -> SchemaRegistry.start(installation, directory, ports));
        CompletableFuture<MariaDbServer> database =
                async(() -> MariaDbServer.start(installation, directory, freePort()));
        broker = KafkaBroker.start(directory, ports);
        worker = new SourceWorker(directory, broker.bootstrapServers());
        sinks = ConnectWorker.start(List.of(installation.built("plugins")), directory, ports, broker.bootstrapServers());
        server = database.get();
        registry = schemas.get();
        Stream.of(registry, broker, server, worker, sinks).forEach(parts::push);
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

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Connection source() throws SQLException {
        return server.connect();
    }

    Connection warehouse() throws SQLException {
        return DuckDbWarehouse.of(directory).connect();
    }

    SourceWorker worker() {
        return worker;
    }

    /** The shipped connector over some tables. */
    void read(String... tables) throws Exception {
        worker.ready()
                .run(MariaDbServer.CONNECTOR, server.source(broker.bootstrapServers(), registry, List.of(tables)));
    }

    /** Lets each producer write so many bytes a second and no more, so that a transaction takes a while. */
    void slow(double bytes) throws Exception {
        ClientQuotaEntity all = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            ClientQuotaAlteration rate = new ClientQuotaAlteration(
                    all, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytes)));
            admin.alterClientQuotas(List.of(rate)).all().get();
        }
    }

    /** Makes topics as the connector would, so that the application need not wait for their first rows. */
    void makeTopics(List<String> keyed, String keyless) throws Exception {
        new Topics(keyed, List.of()).createChanges(broker.bootstrapServers());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic kept = new NewTopic(keyless, 4, (short) 1).configs(Map.of("cleanup.policy", "delete"));
            admin.createTopics(List.of(kept)).all().get();
        }
    }

    void enrich(Path pipeline, List<String> outputs) throws Exception {
        Map<String, String> servers =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
        parts.push(StreamsApp.start(installation, directory, pipeline, servers));
        DuckDbWarehouse warehouse = DuckDbWarehouse.of(directory);
        sinks.connectors().run(warehouse.connector(), warehouse.config(outputs, registry));
    }

    Path shipped(String file) {
        return installation.file(file);
    }

    ChangeTopics topics() {
        return new ChangeTopics(broker.bootstrapServers(), registry.url());
    }

    /** Readers before what they read. */
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
        directory.close();
    }
}
