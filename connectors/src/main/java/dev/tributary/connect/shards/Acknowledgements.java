package dev.tributary.connect.shards;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells when Kafka has certain records, so that what must not be stored before them is not even read.
 *
 * <p>Connect stores the offsets of different shards independently of each other: what came of a child while its parent's
 * last records were still on their way could be remembered, and they not.
 */
public final class Acknowledgements {
    private final Set<SourceRecord> awaited =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Map<SourceRecord, Runnable> actions = Collections.synchronizedMap(new IdentityHashMap<>());
    private final ConcurrentLinkedQueue<Runnable> due = new ConcurrentLinkedQueue<>();

    /** Nothing is {@link #settled} until Kafka has these. */
    public void await(Collection<SourceRecord> records) {
        awaited.addAll(records);
    }

    /** Has the task do something when Kafka has the record. */
    public void then(SourceRecord record, Runnable action) {
        actions.put(record, action);
    }

    /** Kafka has the record. Any thread. */
    public void acknowledged(SourceRecord record) {
        awaited.remove(record);
        Runnable action = actions.remove(record);
        if (action != null) {
            due.add(action);
        }
    }

    /** Does what is due; whether nothing is awaited. The task's thread. */
    public boolean settled() {
        for (@Nullable Runnable action = due.poll(); action != null; action = due.poll()) {
            action.run();
        }
        return awaited.isEmpty();
    }
}
