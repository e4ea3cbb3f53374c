package dev.tributary.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far a group is behind with what some topics held at one moment. */
final class TableLag {
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;
    private final String group;
    private final Duration patience;
    private final Map<TopicPartition, Long> from;
    private final Map<TopicPartition, Long> to;

    /** The lag behind what those topics, of so many partitions, hold now. */
    TableLag(Admin admin, String group, Map<String, Integer> topics, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        this.admin = admin;
        this.group = group;
        this.patience = patience;
        this.from = offsets(topics, OffsetSpec.earliest());
        this.to = offsets(topics, OffsetSpec.latest());
    }

    /**
     * The records between what the group has committed and that moment's end. One record of a partition does not count: the last
     * may be a transaction's marker, which nobody commits behind.
     */
    long records() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        long records = 0;
        for (Map.Entry<TopicPartition, Long> end : to.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            long behind = end.getValue() - (offset == null ? from.getOrDefault(end.getKey(), 0L) : offset.offset());
            records += behind > 1 ? behind : 0;
        }
        return records;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed()
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }

    private Map<TopicPartition, Long> offsets(Map<String, Integer> topics, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topics.forEach((topic, partitions) -> {
            for (int partition = 0; partition < partitions; partition++) {
                asked.put(new TopicPartition(topic, partition), which);
            }
        });
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                answer(admin.listOffsets(asked, COMMITTED).all()).entrySet()) {
            offsets.put(entry.getKey(), entry.getValue().offset());
        }
        return offsets;
    }

    private <T> T answer(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
