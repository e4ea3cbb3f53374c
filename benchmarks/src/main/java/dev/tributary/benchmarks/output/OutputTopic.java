package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.data.JsonColumns;
import dev.tributary.benchmarks.stand.Broker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An output topic, read from its beginning as a read_committed consumer sees it. */
public final class OutputTopic implements AutoCloseable {
    private static final int KEY_PREFIX = "{\"bonus_id\":".length();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    public OutputTopic(String bootstrap, String topic) {
        this.partitions = IntStream.range(0, Broker.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        20_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        8 << 20,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records that became visible next; none when nothing did for {@code wait}. */
    public ConsumerRecords<byte[], byte[]> next(Duration wait) {
        return consumer.poll(wait);
    }

    /** Every record that is visible now, oldest first in each partition. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(reader);
        }
    }

    /** The bonus that a record is about, from its compact JSON key. */
    public static int bonusId(byte[] key) {
        return JsonColumns.number(key, KEY_PREFIX, key.length - 1);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
