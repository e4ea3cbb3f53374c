package dev.tributary.join;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A table that each instance has whole, beside the store that a thread of its own writes: the rows that are asked for often, and what
 * comes, told to those of the instance's tasks that wait for it. For many threads.
 *
 * <p>The store is one for all partitions, on disk or a tree: to find a row in it costs more than to join it.
 */
public final class Copies {
    private static final int SHARE_OF_HEAP = 16;
    private static final int BESIDE_THE_BYTES = 150;

    private final Cache<Bytes, byte[]> atHand = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            .weigher((Bytes key, byte[] row) -> BESIDE_THE_BYTES + key.get().length + row.length)
            .executor(Runnable::run)
            .build();
    private final Set<Awaited> tasks = ConcurrentHashMap.newKeySet();

    /** A row as the store keeps it; {@code store} is asked for what is not at hand, and answers null where there is none. */
    byte @Nullable [] get(byte[] key, Function<byte[], byte @Nullable []> store) {
        return atHand.get(Bytes.wrap(key), missing -> store.apply(missing.get()));
    }

    /** To be called when the row is in the store; a null row is gone from it. */
    void changed(byte[] key, byte @Nullable [] row) {
        Bytes changed = Bytes.wrap(key);
        atHand.invalidate(changed);
        if (row != null) {
            tasks.forEach(task -> task.tell(changed, row));
        }
    }

    /** A task begins to listen. */
    Awaited listen() {
        Awaited awaited = new Awaited();
        tasks.add(awaited);
        return awaited;
    }

    /** A task has ended. */
    void leave(Awaited awaited) {
        tasks.remove(awaited);
    }
}
