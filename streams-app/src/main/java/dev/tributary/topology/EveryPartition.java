package dev.tributary.topology;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends each record to every partition of its topic. */
final class EveryPartition<K, V> implements StreamPartitioner<K, V> {
    private volatile Set<Integer> all = Set.of();

    @Override
    public Optional<Set<Integer>> partitions(String topic, K key, V value, int numPartitions) {
        Set<Integer> every = all;
        if (every.size() != numPartitions) {
            every = IntStream.range(0, numPartitions).boxed().collect(Collectors.toUnmodifiableSet());
            all = every;
        }
        return Optional.of(every);
    }
}
