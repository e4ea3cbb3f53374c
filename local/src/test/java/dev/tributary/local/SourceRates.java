package dev.tributary.local;

import dev.tributary.local.part.Connectors;
import dev.tributary.local.part.PayrollSource;
import dev.tributary.local.place.Secrets;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How fast Debezium works off a backlog, a table like bonus and a connector of its own for each group of settings. */
final class SourceRates {
    private static final int PARTITIONS = 4;
    private static final int ROWS_PER_TRANSACTION = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 5;

    private final Setting setting;
    private final Stack stack;
    private final Connectors connectors;
    private final Connection postgres;
    private final int rows;
    private int tables;

    SourceRates(Setting setting, Stack stack, Connectors connectors, int rows) throws SQLException {
        this.setting = setting;
        this.stack = stack;
        this.connectors = connectors;
        this.postgres = stack.postgres().connect();
        this.rows = rows;
    }

    /** What is tried, over the shipped file. */
    private static Map<String, Map<String, String>> variants() {
        Map<String, Map<String, String>> variants = new LinkedHashMap<>();
        variants.put("as shipped", Map.of());
        variants.put("poll.interval.ms = 20", Map.of("poll.interval.ms", "20"));
        variants.put(
                "max.batch.size = 8192, max.queue.size = 32768",
                Map.of("max.batch.size", "8192", "max.queue.size", "32768"));
        variants.put("without transaction metadata", Map.of("provide.transaction.metadata", "false"));
        variants.put(
                "producer: linger 20 ms, batch 256 KiB, lz4",
                Map.of(
                        "producer.override.linger.ms", "20",
                        "producer.override.batch.size", "262144",
                        "producer.override.compression.type", "lz4"));
        variants.put(
                "JSON values without schemas",
                Map.of(
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter.schemas.enable", "false"));
        return variants;
    }

    void print(PrintWriter out) throws Exception {
        for (Map.Entry<String, Map<String, String>> variant : variants().entrySet()) {
            out.printf(Locale.ROOT, "log -> change topic, %s: %s%n", variant.getKey(), streamed(variant.getValue()));
        }
        out.printf(Locale.ROOT, "snapshot -> change topic, as shipped: %s%n", snapshot());
    }

    /** The connector is away while the rows are committed, and finds them in the log when it comes back. */
    private String streamed(Map<String, String> settings) throws Exception {
        String table = table();
        Map<String, String> config = config(table, settings);
        config.put("snapshot.mode", "no_data");
        connectors.run(table, config);
        insert(table, 1);
        await(table, 1);
        connectors.delete(table);
        insert(table, rows);
        connectors.run(table, config);
        String rate = rate(table, 2, rows + 1);
        connectors.delete(table);
        return rate;
    }

    private String snapshot() throws Exception {
        String table = table();
        insert(table, rows);
        Map<String, String> config = config(table, Map.of());
        config.put("snapshot.mode", "initial");
        connectors.run(table, config);
        String rate = rate(table, 1, rows);
        connectors.delete(table);
        return rate;
    }

    private String table() throws SQLException {
        String table = "load_" + ++tables;
        execute("CREATE TABLE public." + table + " (LIKE public.bonus INCLUDING ALL)");
        execute("GRANT SELECT ON public." + table + " TO tributary_replication");
        execute("CREATE PUBLICATION " + table + " FOR TABLE public." + table);
        return table;
    }

    private Map<String, String> config(String table, Map<String, String> settings) throws Exception {
        Map<String, String> config = new HashMap<>(PayrollSource.config(
                setting.installation(), setting.ports(), Secrets.of(setting.directory()), stack.registry()));
        // as the file has it: the local stack looks more often
        List.of("poll.interval.ms", "status.update.interval.ms", "snapshot.mode.custom.name")
                .forEach(config::remove);
        config.put("heartbeat.interval.ms", "10000");
        config.put("name", table);
        config.put("topic.prefix", "load");
        config.put("slot.name", table);
        config.put("publication.name", table);
        config.put("table.include.list", "public." + table);
        config.putAll(settings);
        return config;
    }

    private void insert(String table, int count) throws SQLException {
        for (int left = count; left > 0; left -= ROWS_PER_TRANSACTION) {
            execute("INSERT INTO public." + table + " SELECT id, id % 1000, id % 5000 FROM generate_series("
                    + "(SELECT coalesce(max(bonus_id), 0) + 1 FROM public." + table
                    + "), (SELECT coalesce(max(bonus_id), 0)"
                    + " + " + Math.min(left, ROWS_PER_TRANSACTION) + " FROM public." + table + ")) AS id");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = postgres.createStatement()) {
            statement.execute(sql);
        }
    }

    private String rate(String table, int first, int last) throws Exception {
        long began = await(table, first);
        int there = first;
        long ended = began;
        try (Ends ends = new Ends(table)) {
            while (there < last) {
                there = ends.sum();
                ended = System.nanoTime();
                if (ended - began > PATIENCE.toNanos()) {
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        return String.format(
                Locale.ROOT,
                "%,.0f changes/s (%,d of %,d in %.1f s)",
                (there - first) * 1e9 / (ended - began),
                there - first,
                last - first,
                (ended - began) / 1e9);
    }

    /** Waits until the topic holds so many records; the answer is the time. */
    private long await(String table, int count) throws Exception {
        try (Ends ends = new Ends(table)) {
            Eventually.isTrue(table + " on its topic", () -> ends.sum() >= count);
            return System.nanoTime();
        }
    }

    /** The ends of a table's change topic. */
    private final class Ends implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.broker().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        private final List<TopicPartition> partitions;
        private final String topic;

        Ends(String table) {
            this.topic = "load.public." + table;
            this.partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
        }

        int sum() {
            return consumer.listTopics().containsKey(topic)
                    ? (int) consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    : 0;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
