package dev.tributary.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Our own keys of the application's file, and Kafka's keys to which we give another default. */
final class AppKeys {
    static final String PREFIX = "tributary.";
    static final String PIPELINES = "tributary.pipelines";
    static final String TOKEN_KEY = "tributary.token.key";
    static final String DEAD_LETTER_TOPIC = "tributary.dead.letter.topic";
    static final String STORE = "tributary.store";
    static final String ROCKSDB_MEMORY = "tributary.rocksdb.memory.bytes";
    private static final long LEAST_ROCKSDB_MEMORY = 16L << 20;
    static final String REPLAY = "tributary.replay";
    static final String METRICS_PORT = "tributary.metrics.port";
    private static final int MAX_PORT = 65_535;
    static final int TOKEN_KEY_LENGTH = 16;

    static final ConfigDef DEF = new ConfigDef()
            .define(
                    PIPELINES,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    Importance.HIGH,
                    "The pipeline files that this application runs, relative to this file.")
            .define(
                    TOKEN_KEY,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.LambdaValidator.with(AppKeys::longEnough, () -> "at least 16 characters"),
                    Importance.HIGH,
                    "The secret behind `token(x)`, needed when an expression uses it: `${env:…}` or `${file:…}`, never the "
                            + "secret itself. Another key makes other tokens.")
            .define(
                    DEAD_LETTER_TOPIC,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.MEDIUM,
                    "Where bad records go: `<application.id>-dead-letters` unless set. It holds raw rows, so it needs its "
                            + "sources' access rules and retention.")
            .define(
                    STORE,
                    ConfigDef.Type.STRING,
                    "rocksdb",
                    ConfigDef.ValidString.in("rocksdb", "memory"),
                    Importance.MEDIUM,
                    "Where tables are kept: on disk under `state.dir`, or in memory, which is faster and is read again from "
                            + "Kafka at every start.")
            .define(
                    ROCKSDB_MEMORY,
                    ConfigDef.Type.LONG,
                    512L << 20,
                    ConfigDef.Range.atLeast(LEAST_ROCKSDB_MEMORY),
                    Importance.MEDIUM,
                    "Memory for RocksDB's cache and write buffers, all tables of the process together and beside the heap. "
                            + "Under a `rocksdb.config.setter` of your own it has no effect.")
            .define(
                    REPLAY,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether dead letters can be sent back. It costs a second, mostly empty topic beside each change topic, which "
                            + "Kafka Streams looks at for every record: without it a backlog is worked off faster. Who has "
                            + "replayed letters keeps it on, or a table that is built anew lacks them.")
            .define(
                    METRICS_PORT,
                    ConfigDef.Type.INT,
                    0,
                    ConfigDef.Range.between(0, MAX_PORT),
                    Importance.LOW,
                    "Where `/metrics` (Prometheus) and `/health` are served, on every address of the host; 0: nowhere. JMX has "
                            + "the same numbers either way.");

    /** Kafka's keys that a pipeline cannot do without. */
    static final List<KeyDoc> REQUIRED = List.of(
            new KeyDoc(
                    "application.id",
                    "name",
                    Optional.empty(),
                    "The consumer group and the prefix of internal topics."),
            new KeyDoc("bootstrap.servers", "host:port, …", Optional.empty(), "The brokers."));

    /** Kafka's keys whose default is ours. */
    static final List<KeyDoc> DEFAULTS = List.of(
            ours("processing.guarantee", "exactly_once_v2", "A change is in the output once, whatever crashes."),
            ours("commit.interval.ms", "500", "How often results become visible to readers of committed records."),
            ours("num.stream.threads", "2", "Threads per instance; more than a topic has partitions stay idle."),
            ours(
                    "num.standby.replicas",
                    "0",
                    "Warm copies of each table on other instances: with 1, another one takes over without reading the table "
                            + "anew, at the price of its disk and of reading the changelog along."),
            ours("replication.factor", "-1", "Copies of internal topics; -1: the broker's default."),
            ours("state.dir", ".tributary/state", "Where tables are kept on disk; one directory per instance."),
            ours("ensure.explicit.internal.resource.naming", "true", "Internal topics and stores have lasting names."),
            ours("producer.compression.type", "lz4", "Change rows compress well."),
            ours("producer.linger.ms", "20", "Bigger batches are worth more than these milliseconds."),
            ours("producer.batch.size", "262144", "Bytes per batch and partition."),
            ours("consumer.max.poll.records", "5000", "Records per poll."),
            ours("consumer.max.partition.fetch.bytes", "4194304", "Bytes per fetch and partition."));

    private AppKeys() {}

    private static KeyDoc ours(String key, String value, String documentation) {
        return new KeyDoc(key, "Kafka's", Optional.of(value), documentation);
    }

    private static void longEnough(String name, Object value) {
        if (value instanceof Password password && password.value().length() < TOKEN_KEY_LENGTH) {
            throw new ConfigException(name + " must have at least " + TOKEN_KEY_LENGTH + " characters");
        }
    }

    /** Our own keys as the reference shows them. */
    static List<KeyDoc> own() {
        List<KeyDoc> docs = new ArrayList<>();
        for (ConfigDef.ConfigKey key : DEF.configKeys().values()) {
            Object value = key.hasDefault() ? key.defaultValue : null;
            Optional<String> shown =
                    key.hasDefault() ? Optional.of(value == null ? "" : value.toString()) : Optional.empty();
            docs.add(new KeyDoc(key.name, type(key), shown, key.documentation));
        }
        return docs;
    }

    private static String type(ConfigDef.ConfigKey key) {
        return key.validator instanceof ConfigDef.ValidString words
                ? words.toString().replaceAll("[\\[\\]]", "").replace(", ", " | ")
                : key.type.name().toLowerCase(Locale.ROOT);
    }

    static String names() {
        return DEF.names().stream().sorted().collect(Collectors.joining(", "));
    }
}
