package dev.tributary.local.snowflake;

import dev.tributary.local.Eventually;
import dev.tributary.local.check.Backlog;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.LandingTables;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.SnowflakeKey;
import dev.tributary.local.part.SnowflakeWarehouse;
import dev.tributary.local.part.Topics;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A broker, a registry, the double, and a worker with the unmodified connector and its shipped configuration. */
final class SinkStand implements AutoCloseable {

    static final int PARTITIONS = 2;
    private static final String BONUSES = "SELECT bonus_id, full_name, bonus FROM %s ORDER BY 1";

    private final Path folder;
    private final DataDirectory directory;
    private final Ports ports;
    private final KafkaBroker broker;
    private final SchemaRegistry registry;
    private final SnowflakeKey key;
    private final SnowflakeDouble snowflake;
    private final Admin admin;
    private WorkerProcess worker;

    private SinkStand(Path folder) throws Exception {
        Installation installation = Installation.find();
        this.folder = folder;
        this.directory = DataDirectory.open(folder.resolve("data"), false);
        this.ports = Ports.anyFree(directory.ports());
        CompletableFuture<SchemaRegistry> registering = CompletableFuture.supplyAsync(() -> {
            try {
                return SchemaRegistry.start(installation, directory, ports);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        this.broker = KafkaBroker.start(directory, ports);
        this.worker = WorkerProcess.start(folder, ports, broker.bootstrapServers());
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        this.key = SnowflakeKey.of(directory);
        Account account = new Account(
                "TRIBUTARY_CONNECTOR",
                "TRIBUTARY_CONNECTOR",
                key.publicKey(),
                new Account.Place("TRIBUTARY", "PAYROLL"));
        this.snowflake = SnowflakeDouble.start(account, directory.folder("snowflake"), 0);
        this.registry = registering.join();
        worker.ready();
    }

    static SinkStand start(Path folder) throws Exception {
        return new SinkStand(folder);
    }

    SnowflakeDouble snowflake() {
        return snowflake;
    }

    WorkerProcess worker() {
        return worker;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** {@code check --connect} with this stand's addresses. */
    StandCheck check() {
        return new StandCheck(
                folder, broker.bootstrapServers(), registry.url(), "http://" + ports.address(Service.CONNECT));
    }

    BonusRows rows() {
        return new BonusRows(broker.bootstrapServers(), registry.url());
    }

    /** Makes a topic and, as an administrator would, the table of the same name with its views. */
    void prepare(String topic) throws Exception {
        createTopic(topic);
        LandingTables.create(snowflake, BonusRows.table(topic, BonusRows.SCHEMA));
    }

    void createTopic(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all()
                .get();
    }

    /** Makes the topics of the shipped pipeline, compacted, and its tables in the double. */
    void prepareShipped() throws Exception {
        Pipeline pipeline = StandCheck.pipeline();
        Topics topics = Topics.of(pipeline);
        topics.createChanges(broker.bootstrapServers());
        createCompacted(topics.outputs().get(0));
        SnowflakeWarehouse.tables(Installation.find(), pipeline).create(snowflake);
    }

    private void createCompacted(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
                        .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
    }

    /** Deletes a topic and makes another of its name. */
    void remake(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Eventually.isTrue(
                "the topic is gone", () -> !admin.listTopics().names().get().contains(topic));
        createCompacted(topic);
    }

    /** What Snowflake's SHOW CHANNELS tells: the offset tokens of a table's channels, by partition of the topic. */
    Map<TopicPartition, Long> tokens(String topic, String table) throws SQLException {
        return query("SELECT channel, offset_token FROM " + Database.OWN + ".channels WHERE table_name = '"
                        + table.toUpperCase(Locale.ROOT) + "' AND offset_token IS NOT NULL")
                .stream()
                .collect(Collectors.toMap(
                        row -> new TopicPartition(
                                topic, Integer.parseInt(((String) row.get(0)).substring(topic.length() + 1))),
                        row -> Long.parseLong((String) row.get(1))));
    }

    /** How many records a topic holds; none when there is no such topic. */
    long recordsOf(String topic) throws Exception {
        try (Backlog ends = new Backlog(broker.bootstrapServers(), true)) {
            return ends.ends(List.of(topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** A private key that nobody has registered. */
    String otherKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    }

    /** A shipped configuration with the places of this stand filled in; each topic goes to the table of its name. */
    Map<String, String> config(String shipped, List<String> topics) throws Exception {
        Map<String, String> config =
                new HashMap<>(Installation.find().properties("connectors/" + shipped + ".properties"));
        // whoever runs it names it
        config.remove("name");
        config.put("topics", String.join(",", topics));
        config.put(
                "snowflake.topic2table.map",
                topics.stream().map(topic -> topic + ":" + topic).collect(Collectors.joining(",")));
        config.put("snowflake.url.name", snowflake.url());
        config.put("snowflake.private.key", key.reference());
        config.put("value.converter.schema.registry.url", registry.url());
        config.put("snowflake.streaming.max.client.lag", "1");
        if (config.containsKey("buffer.flush.time")) {
            config.put("buffer.flush.time", "1");
        }
        return config;
    }

    /** Kills the worker and lets the group begin again at offset 0, as if nothing had ever been committed. */
    void killAndForget(String connector, String topic) throws Exception {
        worker.kill();
        beginAgain(connector, topic);
        worker = WorkerProcess.start(folder, ports, broker.bootstrapServers()).ready();
    }

    /** Waits until the group has no member any more, then sets it back. */
    void beginAgain(String connector, String topic) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> zero = IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> new OffsetAndMetadata(0)));
        Eventually.isTrue("the group can be set back", () -> {
            try {
                admin.alterConsumerGroupOffsets("connect-" + connector, zero)
                        .all()
                        .get();
                return true;
            } catch (ExecutionException e) {
                return false;
            }
        });
    }

    void awaitLanded(String table, long rows) throws Exception {
        Eventually.isTrue(rows + " rows in " + table, () -> exists(table) && landed(table) >= rows);
    }

    private boolean exists(String table) throws SQLException {
        return !query("SELECT 1 FROM information_schema.tables WHERE table_name = '" + table.toUpperCase(Locale.ROOT)
                        + "'")
                .isEmpty();
    }

    long landed(String table) throws SQLException {
        return (long) query("SELECT count(*) FROM " + table).get(0).get(0);
    }

    /** How many different records of Kafka the rows come from. */
    long records(String table) throws SQLException {
        return (long) query("SELECT count(DISTINCT (RECORD_METADATA->>'partition', RECORD_METADATA->>'offset')) FROM "
                        + table)
                .get(0)
                .get(0);
    }

    List<List<Object>> query(String sql) throws SQLException {
        try (Connection connection = snowflake.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The latest rows by the generated view: id, name, bonus. */
    List<List<Object>> current(String table) throws SQLException {
        return query(BONUSES.formatted(table + "_current"));
    }

    /** The rows that the generated history says are valid now. */
    List<List<Object>> open(String table) throws SQLException {
        return query(BONUSES.formatted(table + "_history WHERE valid_to IS NULL"));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = snowflake.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        worker.close();
        admin.close();
        snowflake.close();
        broker.close();
        registry.close();
        directory.close();
    }
}
