package dev.tributary.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a group is behind with what some topics held at one moment. */
final class TableLag {
    private final GroupOffsets group;
    private final Map<TopicPartition, Long> from;
    private final Map<TopicPartition, Long> to;

    /** The lag behind what those topics, of so many partitions, hold now. */
    TableLag(GroupOffsets group, Map<String, Integer> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions = GroupOffsets.partitions(topics);
        this.group = group;
        this.from = group.at(OffsetSpec.earliest(), partitions);
        this.to = group.at(OffsetSpec.latest(), partitions);
    }

    /**
     * The records between what the group has committed and that moment's end. One record of a partition does not count: the last
     * may be a transaction's marker, which nobody commits behind.
     */
    long records() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> committed = group.committed(to.keySet());
        return to.entrySet().stream()
                .mapToLong(end ->
                        end.getValue() - committed.getOrDefault(end.getKey(), from.getOrDefault(end.getKey(), 0L)))
                .filter(behind -> behind > 1)
                .sum();
    }
}
