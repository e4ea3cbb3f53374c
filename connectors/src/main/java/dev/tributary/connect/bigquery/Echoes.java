package dev.tributary.connect.bigquery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The deleted rows whose tombstones are still to come: those speak of the same delete and say nothing new.
 *
 * <p>An offset behind such a row is not committed at once, so that a task that starts again reads the row before its
 * tombstone. Topics without tombstones leave rows here for good: the oldest are forgotten.
 */
final class Echoes {
    /** A tombstone follows in the transaction of its row. */
    private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST = 100_000;

    private record Due(long offset, long seen) {}

    private final LongSupplier nanos;
    private final Map<TopicPartition, LinkedHashMap<List<Object>, Deque<Due>>> due = new HashMap<>();

    Echoes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void expect(TopicPartition partition, List<Object> key, long offset) {
        LinkedHashMap<List<Object>, Deque<Due>> keys = due.computeIfAbsent(partition, any -> new LinkedHashMap<>());
        keys.computeIfAbsent(key, any -> new ArrayDeque<>()).add(new Due(offset, nanos.getAsLong()));
        if (keys.size() > MOST) {
            keys.remove(keys.keySet().iterator().next());
        }
    }

    /** Whether a tombstone is the echo of a deleted row. */
    boolean hear(TopicPartition partition, List<Object> key) {
        Map<List<Object>, Deque<Due>> keys = due.getOrDefault(partition, new LinkedHashMap<>());
        Deque<Due> rows = keys.get(key);
        if (rows == null) {
            return false;
        }
        rows.remove();
        if (rows.isEmpty()) {
            keys.remove(key);
        }
        return true;
    }

    /** The offset to commit when everything before {@code next} is done. */
    long committable(TopicPartition partition, long next) {
        long now = nanos.getAsLong();
        return due.getOrDefault(partition, new LinkedHashMap<>()).values().stream()
                .flatMap(Deque::stream)
                .filter(row -> now - row.seen() < HELD_NANOS)
                .mapToLong(Due::offset)
                .reduce(next, Math::min);
    }

    void forget(TopicPartition partition) {
        due.remove(partition);
    }
}
