package dev.tributary.connect.stand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads committed records of one partition from its beginning, as text. */
public final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, @Nullable String> consumer;

    public TopicReader(String bootstrap, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "allow.auto.create.topics", "true",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
    }

    /** The records from where it stands up to and with the first that the condition holds for. */
    public List<ConsumerRecord<String, @Nullable String>> until(
            String what, Predicate<ConsumerRecord<String, @Nullable String>> last) {
        List<ConsumerRecord<String, @Nullable String>> read = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, @Nullable String> record : consumer.poll(Duration.ofMillis(200))) {
                read.add(record);
                if (last.test(record)) {
                    consumer.seek(new TopicPartition(record.topic(), 0), record.offset() + 1);
                    return read;
                }
            }
        }
        throw new AssertionError(
                "not within " + PATIENCE.toSeconds() + " s: " + what + "; read " + read.size() + " records, the last "
                        + (read.isEmpty() ? "none" : read.get(read.size() - 1).value()));
    }

    /** All records there are. */
    public List<ConsumerRecord<String, @Nullable String>> all() {
        TopicPartition partition = consumer.assignment().iterator().next();
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        List<ConsumerRecord<String, @Nullable String>> read = new ArrayList<>();
        while (consumer.position(partition) < end) {
            consumer.poll(Duration.ofMillis(200)).forEach(read::add);
        }
        return read;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
