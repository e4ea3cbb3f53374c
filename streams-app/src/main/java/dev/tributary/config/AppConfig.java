package dev.tributary.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The application's configuration: {@code config/tributary.properties}, checked, its references resolved.
 *
 * <p>Keys that begin with {@code tributary.} are ours; all others keep the names that Kafka and the Schema Registry gave
 * them, and are passed on.
 */
public final class AppConfig {
    /** Where tables are kept. */
    public enum StoreType {
        ROCKSDB,
        MEMORY
    }

    private final Path file;
    private final Map<String, String> values;
    private final Map<String, Object> own;
    private final List<Problem> unresolved;

    AppConfig(Path file, Map<String, String> values, List<Problem> unresolved) {
        this.file = file;
        this.values = values;
        this.unresolved = unresolved;
        Map<String, String> ours = new LinkedHashMap<>(values);
        ours.keySet().retainAll(AppKeys.DEF.names());
        this.own = AppKeys.DEF.parse(ours);
    }

    /**
     * Reads a configuration file.
     *
     * @param overrides values that take the place of the file's, such as a port that is only known at start
     * @throws InvalidConfiguration with every mistake; also when a {@code ${…}} leads nowhere
     */
    public static AppConfig load(Path file, Map<String, String> overrides) {
        return new AppConfigReader(PropertyFile.read(file), overrides).read(true);
    }

    /**
     * As {@link #load}, but without insisting on secrets: a {@code ${…}} that leads nowhere is noted and left out.
     *
     * @throws InvalidConfiguration with every other mistake
     */
    public static AppConfig inspect(Path file, Map<String, String> overrides) {
        return new AppConfigReader(PropertyFile.read(file), overrides).read(false);
    }

    public Path file() {
        return file;
    }

    /** What {@link #inspect} could not resolve. */
    public List<Problem> unresolved() {
        return unresolved;
    }

    /** The pipeline files. */
    public List<Path> pipelines() {
        return strings(own.get(AppKeys.PIPELINES)).stream()
                .map(path -> file.resolveSibling(path).normalize())
                .toList();
    }

    public String applicationId() {
        return values.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, "");
    }

    /** The topic for bad records. */
    public String deadLetterTopic() {
        return own.get(AppKeys.DEAD_LETTER_TOPIC) instanceof String topic ? topic : applicationId() + "-dead-letters";
    }

    /** The secret behind {@code token(x)}; never to be logged. */
    public Optional<String> tokenKey() {
        return Optional.ofNullable((Password) own.get(AppKeys.TOKEN_KEY)).map(Password::value);
    }

    public StoreType storeType() {
        return "memory".equals(own.get(AppKeys.STORE)) ? StoreType.MEMORY : StoreType.ROCKSDB;
    }

    /** The memory of RocksDB, for all tables together. */
    public long rocksDbBytes() {
        return Objects.requireNonNull((Long) own.get(AppKeys.ROCKSDB_MEMORY));
    }

    /** Whether dead letters can be sent back. */
    public boolean replays() {
        return Boolean.TRUE.equals(own.get(AppKeys.REPLAY));
    }

    /** Where metrics are served; empty: nowhere. */
    public OptionalInt metricsPort() {
        return own.get(AppKeys.METRICS_PORT) instanceof Integer port && port > 0
                ? OptionalInt.of(port)
                : OptionalInt.empty();
    }

    /** The Schema Registry; empty when all topics are JSON, so that there is none. */
    public Optional<String> registryUrl() {
        return Optional.ofNullable(values.get("schema.registry.url"));
    }

    /** What the Schema Registry's client and serializers are configured with, under Confluent's names. */
    public Map<String, String> registryProperties() {
        Map<String, String> registry = new LinkedHashMap<>(values);
        registry.keySet().removeIf(key -> !KafkaKeys.isRegistry(key));
        return registry;
    }

    /** What Kafka Streams is configured with: the file's keys over our defaults. */
    public Properties streamsProperties() {
        Properties properties = new Properties();
        AppKeys.DEFAULTS.forEach(
                key -> properties.setProperty(key.pattern(), key.defaultValue().orElse("")));
        properties.setProperty(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, deadLetterTopic());
        values.forEach((key, value) -> {
            if (!key.startsWith(AppKeys.PREFIX)
                    && !key.startsWith(References.PROVIDERS)
                    && !KafkaKeys.isRegistry(key)) {
                properties.setProperty(key, value);
            }
        });
        return properties;
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Names only: the values hold passwords. */
    @Override
    public String toString() {
        return file + " " + values.keySet();
    }
}
