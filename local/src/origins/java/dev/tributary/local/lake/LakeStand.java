package dev.tributary.local.lake;

import dev.tributary.local.Eventually;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.Connectors;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.ObjectStore;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A broker, a registry, S3Mock, Postgres as the catalog, and a worker with Iceberg's sink that can be killed. */
final class LakeStand implements AutoCloseable {
    static final String BUCKET = "acme-lake";

    final KafkaBroker broker;
    final SchemaRegistry registry;
    final PostgresServer postgres;
    final S3Client s3;
    private final ObjectStore store;
    private final Path folder;
    private final Ports ports;
    private final DataDirectory directory;
    private final Connectors connectors;
    private @Nullable Process worker;

    LakeStand(Path folder) throws Exception {
        this.folder = folder;
        directory = DataDirectory.open(folder.resolve("data"), false);
        ports = Ports.anyFree(directory.ports());
        Installation installation = Installation.find();
        store = ObjectStore.start(installation, directory, freePort(), List.of(BUCKET));
        s3 = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(store.url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        postgres = PostgresServer.start(installation, directory, ports);
        broker = KafkaBroker.start(directory, ports);
        registry = SchemaRegistry.start(installation, directory, ports);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(LakeRows.TOPIC, 2, (short) 1),
                            new NewTopic("control-iceberg-payroll", 1, (short) 1)))
                    .all()
                    .get();
        }
        connectors = new Connectors(
                "http://" + ports.address(Service.CONNECT) + "/connectors", folder.resolve("worker.out"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts the worker, in a process of its own. */
    void startWorker() throws Exception {
        Properties config = new Properties();
        Path plugins = Installation.find().file("local/iceberg/target/plugins");
        if (!Files.isDirectory(plugins)) {
            throw new AssertionError(plugins + " is missing: mvn -P mariadb,origins -pl local/iceberg package");
        }
        config.putAll(ConnectWorker.config(List.of(plugins), ports, broker.bootstrapServers()));
        Path file = folder.resolve("worker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            config.store(out, null);
        }
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dtributary.log.dir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConnectDistributed.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.out").toFile()))
                .start();
        worker = started;
        Eventually.isTrue("the worker answers", () -> {
            if (!started.isAlive()) {
                throw new AssertionError("the worker has ended: see " + connectors.log());
            }
            return connectors.answers();
        });
    }

    /** As {@code kill -9} does. */
    void killWorker() {
        if (worker != null) {
            worker.destroyForcibly().onExit().join();
        }
    }

    /** The shipped configuration on the places of this stand, with a commit every second. */
    void runSink() throws Exception {
        Map<String, String> config =
                new HashMap<>(Installation.find().properties("connectors/iceberg-payroll-sink.properties"));
        config.remove("name");
        config.put("iceberg.control.commit.interval-ms", "1000");
        config.put("iceberg.kafka.bootstrap.servers", broker.bootstrapServers());
        config.put("iceberg.catalog.uri", "jdbc:postgresql://" + ports.address(Service.POSTGRES) + "/hr");
        config.put("iceberg.catalog.jdbc.user", "postgres");
        config.put("iceberg.catalog.jdbc.password", Secrets.of(directory).reference(Secrets.OWNER_PASSWORD));
        config.put("iceberg.catalog.s3.endpoint", store.url());
        config.put("iceberg.catalog.s3.path-style-access", "true");
        config.put("iceberg.catalog.s3.access-key-id", "key");
        config.put("iceberg.catalog.s3.secret-access-key", "secret");
        config.put("value.converter.schema.registry.url", registry.url());
        connectors.run("iceberg-payroll-sink", config);
    }

    Connection catalog() throws Exception {
        return postgres.connect();
    }

    @Override
    public void close() throws IOException {
        killWorker();
        broker.close();
        registry.close();
        postgres.close();
        s3.close();
        store.close();
    }
}
