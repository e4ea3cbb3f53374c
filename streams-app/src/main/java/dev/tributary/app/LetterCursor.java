package dev.tributary.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads the dead letters that are there now, from where the last replay ended. */
final class LetterCursor {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();

    LetterCursor(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, boolean fromBeginning) {
        this.consumer = consumer;
        consumer.assign(partitions);
        this.ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        if (!fromBeginning) {
            consumer.committed(partitions).forEach((partition, committed) -> {
                if (committed != null) {
                    consumer.seek(partition, committed.offset());
                }
            });
        }
    }

    /** Whether letters may be left; what was written after the start does not count. */
    boolean hasMore() {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /** The next letters; none is not the end. */
    List<ConsumerRecord<byte[], byte[]>> next() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        return records.partitions().stream()
                .flatMap(partition -> records.records(partition).stream())
                .filter(letter -> letter.offset() < ends.getOrDefault(place(letter), 0L))
                .toList();
    }

    /** Notes that a letter is dealt with. */
    void pass(ConsumerRecord<byte[], byte[]> letter) {
        passed.put(place(letter), new OffsetAndMetadata(letter.offset() + 1));
    }

    /** How far the letters are dealt with. */
    Map<TopicPartition, OffsetAndMetadata> passed() {
        return Map.copyOf(passed);
    }

    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    private static TopicPartition place(ConsumerRecord<byte[], byte[]> letter) {
        return new TopicPartition(letter.topic(), letter.partition());
    }
}
