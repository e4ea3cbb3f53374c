package dev.tributary.local.cockroach;

import dev.tributary.local.Eventually;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.Connectors;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.ObjectStore;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A broker, an object store, and a worker with exactly-once sources: both sources of a changefeed, and the DuckDB sink. */
final class FeedStand implements AutoCloseable {
    static final String BUCKET = "changefeeds";
    static final String FILES = "files.orders";
    static final String WEBHOOK = "webhook.orders";

    final int port = freePort();
    final KafkaBroker broker;
    final S3Client s3;
    private final ObjectStore store;
    private final Connect<DistributedHerder> connect;
    private final Connectors connectors;
    private final String warehouse;

    private FeedStand(Path folder) throws Exception {
        DataDirectory directory = DataDirectory.open(folder.resolve("data"), false);
        Ports ports = Ports.anyFree(directory.ports());
        store = ObjectStore.start(Installation.find(), directory, freePort(), List.of(BUCKET));
        s3 = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(store.url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        broker = KafkaBroker.start(directory, ports);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(FILES, 1, (short) 1), new NewTopic(WEBHOOK, 1, (short) 1)))
                    .all()
                    .get();
        }
        Map<String, String> worker = ConnectWorker.config(List.of(), ports, broker.bootstrapServers());
        worker.remove("plugin.path");
        worker.put("exactly.once.source.support", "enabled");
        for (String part : new String[] {"key", "value"}) {
            worker.put(part + ".converter.schemas.enable", "false");
        }
        worker.put("value.converter.decimal.format", "NUMERIC");
        connect = new ConnectDistributed().startConnect(worker);
        connectors = new Connectors(
                "http://" + ports.address(Service.CONNECT) + "/connectors",
                directory.logs().resolve("tributary.log"));
        Eventually.isTrue("the worker answers", connectors::answers);
        warehouse = folder.resolve("warehouse.duckdb").toString();
    }

    static FeedStand start(Path folder) throws Exception {
        return new FeedStand(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Runs both shipped sources on the places of this stand, and the sink behind them. */
    FeedStand connect() throws Exception {
        Map<String, String> files = shipped("cockroach-orders-files-source");
        files.put("files.location", "s3://" + BUCKET + "/orders");
        files.put("files.topic", "files.files");
        files.put("s3.endpoint", store.url());
        files.put("s3.path.style", "true");
        files.put("s3.access.key.id", "key");
        files.put("s3.secret.access.key", "secret");
        connectors.run("files", places(files, "files"));
        Map<String, String> webhook = shipped("cockroach-orders-source");
        webhook.keySet().removeIf(key -> key.startsWith("ssl.") || key.equals("authorization"));
        webhook.put("listener", "http://127.0.0.1:" + port);
        connectors.run("webhook", places(webhook, "webhook"));
        connectors.run("sink", sink());
        return this;
    }

    private static Map<String, String> shipped(String name) throws IOException {
        Map<String, String> config =
                new HashMap<>(Installation.find().properties("connectors/" + name + ".properties"));
        config.remove("name");
        config.keySet().removeIf(key -> key.startsWith("value.converter") || key.startsWith("topic.creation"));
        config.put("topic.creation.default.replication.factor", "1");
        config.put("topic.creation.default.partitions", "1");
        return config;
    }

    private static Map<String, String> places(Map<String, String> config, String prefix) {
        config.put("table.orders.columns", "id uuid, number long, user_id uuid, total decimal(12,2), ts timestamp");
        config.put("topic.prefix", prefix);
        config.put("progress.topic", prefix + ".progress");
        config.put("dead.letter.topic", prefix + ".dead-letters");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("value.converter.decimal.format", "NUMERIC");
        return config;
    }

    /** The rows of the change topics as they are: what lies between in a pipeline is the same for both. */
    private Map<String, String> sink() {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "dev.tributary.connect.duckdb.DuckDbSinkConnector");
        config.put("tasks.max", "1");
        config.put("topics", FILES + "," + WEBHOOK);
        config.put("table.name.map", FILES + ":by_files," + WEBHOOK + ":by_webhook");
        config.put("duckdb.file", warehouse);
        config.put("transforms", "after");
        config.put("transforms.after.type", "org.apache.kafka.connect.transforms.ExtractField$Value");
        config.put("transforms.after.field", "after");
        config.put("consumer.override.isolation.level", "read_committed");
        return config;
    }

    Connection warehouse() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + warehouse);
    }

    /** The bytes of a topic's log on the broker's disk. */
    long stored(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        connect.stop();
        connect.awaitStop();
        broker.close();
        s3.close();
        store.close();
    }
}
