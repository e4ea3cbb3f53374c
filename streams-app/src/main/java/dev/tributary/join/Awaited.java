package dev.tributary.join;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys that rows of one task wait for, and what of them has come and was not looked at yet. The task's thread adds and takes, the
 * one that reads the copies tells. Who adds a key and only then looks into the store misses nothing.
 */
final class Awaited {
    /** A row that came, as its store keeps it. */
    record Come(byte[] key, byte[] row) {}

    private final Set<Bytes> keys = ConcurrentHashMap.newKeySet();
    private final Queue<Come> come = new ConcurrentLinkedQueue<>();

    void add(byte[] key) {
        keys.add(Bytes.wrap(key));
    }

    void remove(byte[] key) {
        keys.remove(Bytes.wrap(key));
    }

    boolean contains(byte[] key) {
        return !keys.isEmpty() && keys.contains(Bytes.wrap(key));
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    void tell(Bytes key, byte[] row) {
        if (keys.contains(key)) {
            come.add(new Come(key.get(), row));
        }
    }

    /** The next row that came; null when there is none. */
    @Nullable
    Come next() {
        return come.poll();
    }
}
