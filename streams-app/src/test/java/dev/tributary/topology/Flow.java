package dev.tributary.topology;

import dev.tributary.app.ReplayedLetter;
import dev.tributary.app.SchemaHistory;
import dev.tributary.app.TableSchemas;
import dev.tributary.errors.DeadLetters;
import dev.tributary.join.JoinStep;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Masking;
import dev.tributary.serde.WriterSchemas;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A pipeline under TopologyTestDriver: records go in and come out as text. */
final class Flow implements AutoCloseable {
    static final String DEAD_LETTERS = "dead-letters";

    private final Pipeline pipeline;
    private final SchemaRegistryClient registry;
    private final SchemaHistory history;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new LinkedHashMap<>();

    private Flow(Pipeline pipeline, SchemaRegistryClient registry, SchemaHistory history) {
        this.pipeline = pipeline;
        this.registry = registry;
        this.history = history;
        history.add(pipeline);
        TopologySettings settings = settings(topic -> OptionalInt.empty(), Stores::inMemoryKeyValueStore);
        driver = new TopologyTestDriver(new PipelineTopology(pipeline, settings).get(), properties());
    }

    TopologySettings settings(Function<String, OptionalInt> partitions, JoinStep.StoreFactory stores) {
        return new TopologySettings(
                new TableSchemas(registry, history).of(pipeline),
                new WriterSchemas(registry),
                new RegisteredWriters(registry),
                Masking.keyed("a key for tests"),
                partitions,
                stores,
                properties());
    }

    static Flow of(String pipelineFile) {
        return of(pipelineFile, new MockSchemaRegistryClient());
    }

    static Flow of(String pipelineFile, SchemaRegistryClient registry) {
        return new Flow(read(pipelineFile), registry, new SchemaHistory());
    }

    private static Pipeline read(String pipelineFile) {
        try {
            Path file = Files.createTempFile("pipeline", ".properties");
            Files.writeString(file, pipelineFile);
            return PipelineFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same application after a restart: what it had stored is there, what it knew in memory is not. */
    Flow restarted() {
        return restarted(pipeline);
    }

    /** The same, with another pipeline file. */
    Flow restarted(String pipelineFile) {
        return restarted(read(pipelineFile));
    }

    private Flow restarted(Pipeline changed) {
        Flow next = new Flow(changed, registry, history);
        for (String store : driver.getAllStateStores().keySet()) {
            KeyValueStore<Object, Object> kept = next.driver.getKeyValueStore(store);
            try (KeyValueIterator<Object, Object> entries =
                    driver.getKeyValueStore(store).all()) {
                entries.forEachRemaining(entry -> kept.put(entry.key, entry.value));
            }
        }
        close();
        return next;
    }

    String describe() {
        return new PipelineTopology(pipeline, settings(topic -> OptionalInt.of(4), Stores::persistentKeyValueStore))
                .get()
                .describe()
                .toString();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    Flow send(String topic, @Nullable String key, @Nullable String value) {
        return send(topic, bytes(key), bytes(value));
    }

    Flow send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        input(topic).pipeInput(key, value);
        return this;
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return inputs.computeIfAbsent(
                topic, name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Sends dead letters back as the command does, and returns how many. */
    int replay(List<TestRecord<byte[], byte[]>> letters) {
        Map<String, Integer> partitions = new LinkedHashMap<>();
        pipeline.tables().forEach(table -> partitions.put(table.topic(), 1));
        ReplayedLetter replayed = new ReplayedLetter("test", partitions);
        letters.forEach(letter -> send(replayed.of(letter(letter)).orElseThrow()));
        return letters.size();
    }

    /** Sends a record as its producer made it. */
    Flow send(ProducerRecord<byte[], byte[]> record) {
        input(record.topic())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), record.timestamp()));
        return this;
    }

    private static ConsumerRecord<byte[], byte[]> letter(TestRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                DEAD_LETTERS,
                0,
                0,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    /** The driver's metrics of our own group: the sum of each name over all entities, zeros left out. */
    Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>();
        driver.metrics().forEach((name, metric) -> {
            if (name.group().equals("stream-tributary-metrics") && name.name().endsWith("-total")) {
                double value = ((Number) metric.metricValue()).doubleValue();
                if (value != 0) {
                    counted.merge(name.tags().get("tributary-id") + " " + name.name(), value, Double::sum);
                }
            }
        });
        return counted;
    }

    Flow pass(Duration time) {
        driver.advanceWallClockTime(time);
        return this;
    }

    /** What came out since the last call, as {@code key -> value} lines. */
    List<String> output(String topic) {
        return raw(topic).stream()
                .map(record -> text(record.key()) + " -> " + text(record.value()))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> raw(String topic) {
        var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
        while (!output.isEmpty()) {
            records.add(output.readRecord());
        }
        return records;
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, DEAD_LETTERS);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        return properties;
    }

    @Override
    public void close() {
        driver.close();
    }
}
