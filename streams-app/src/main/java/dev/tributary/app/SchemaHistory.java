package dev.tributary.app;

import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.RowCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The columns that tables have declared, now and in earlier versions of the pipeline file, so that rows which were stored
 * under earlier ones can be read. Kept in a compacted topic of the application.
 */
public final class SchemaHistory {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, RowSchema> schemas = new ConcurrentHashMap<>();

    /** What the topic remembers, and what the pipeline declares now, which is written down there. */
    static SchemaHistory kept(StreamsConfig config, String topic, Pipeline pipeline) {
        SchemaHistory history = new SchemaHistory();
        history.recall(config, topic);
        List<Table> unknown = pipeline.tables().stream()
                .filter(table -> table.schema()
                        .filter(schema -> history.isNew(table, schema))
                        .isPresent())
                .toList();
        if (!unknown.isEmpty()) {
            write(config, topic, unknown);
            history.add(pipeline);
        }
        return history;
    }

    /** Remembers what a pipeline declares. */
    public void add(Pipeline pipeline) {
        pipeline.tables()
                .forEach(table -> table.schema().ifPresent(schema -> schemas.put(key(table.name(), schema), schema)));
    }

    /** The columns of a table that once had this fingerprint; null when nobody remembers. */
    @Nullable
    RowSchema earlier(String table, int fingerprint) {
        return schemas.get(key(table, fingerprint));
    }

    private boolean isNew(Table table, RowSchema schema) {
        return !schemas.containsKey(key(table.name(), schema));
    }

    private void recall(StreamsConfig config, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                config.getRestoreConsumerConfigs("schemas"), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(POLL)
                        .forEach(record ->
                                schemas.put(record.key(), RowSchema.of(new Schema.Parser().parse(record.value()))));
            }
        }
    }

    private static void write(StreamsConfig config, String topic, List<Table> tables) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                config.getProducerConfigs("schemas"), new StringSerializer(), new StringSerializer())) {
            for (Table table : tables) {
                RowSchema schema = table.schema().orElseThrow();
                producer.send(new ProducerRecord<>(
                                topic, key(table.name(), schema), schema.avro().toString()))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new StartFailure(
                    ExitCode.BROKER_UNREACHABLE, "topic " + topic + " could not be written: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(ExitCode.STREAMS_FAILED, "interrupted while writing to topic " + topic);
        }
    }

    private static String key(String table, RowSchema schema) {
        return key(table, new RowCodec(schema).fingerprint());
    }

    private static String key(String table, int fingerprint) {
        return table + "/" + Integer.toHexString(fingerprint);
    }
}
