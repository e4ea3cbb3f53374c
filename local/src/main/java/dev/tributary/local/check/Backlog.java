package dev.tributary.local.check;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many records of some topics a consumer group has not committed yet, counting only records that a reader can see. */
public final class Backlog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final boolean tombstones;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> reader;

    /**
     * Connects to {@code host:port}.
     *
     * @param tombstones whether a record without a value counts; a sink that leaves it out may never commit past the last one
     */
    public Backlog(String bootstrapServers, boolean tombstones) {
        this.tombstones = tombstones;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.reader = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The names of all topics. */
    public Collection<String> topics() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }

    /** Where each partition of the topics ends now; topics that do not exist are left out. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) throws ExecutionException, InterruptedException {
        Collection<String> existing = topics().stream().filter(topics::contains).toList();
        List<TopicPartition> partitions = admin.describeTopics(existing).allTopicNames().get().values().stream()
                .flatMap(Backlog::partitions)
                .toList();
        return reader.endOffsets(partitions);
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(each -> new TopicPartition(topic.name(), each.partition()));
    }

    /**
     * About how many records before {@code ends} the group has not committed; exactly 0 when there is none.
     *
     * <p>Offsets alone do not tell: the marker that ends a transaction has an offset too, and no reader commits past it.
     */
    public long behind(String group, Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> open = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            long from = offset == null ? 0 : offset.offset();
            if (from < end) {
                open.put(partition, from);
            }
        });
        return visible(open, ends)
                ? open.entrySet().stream()
                        .mapToLong(e -> end(ends, e.getKey()) - e.getValue())
                        .sum()
                : 0;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private boolean visible(Map<TopicPartition, Long> open, Map<TopicPartition, Long> ends) {
        reader.assign(open.keySet());
        open.forEach(reader::seek);
        while (open.keySet().stream().anyMatch(partition -> reader.position(partition) < end(ends, partition))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (tombstones || record.value() != null) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        reader.close();
        admin.close();
    }
}
