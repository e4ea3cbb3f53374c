package dev.tributary.change;

import dev.tributary.serde.RowVersions;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A table as a join reads it: the latest row of a key, from the store that {@link LatestByKey} writes; for one thread. */
@org.jspecify.annotations.NullUnmarked // init comes before anything else
public final class LatestRows {
    private final String storeName;
    private final StoredEvent stored;
    private KeyValueStore<Bytes, byte[]> store;

    public LatestRows(String storeName, RowVersions rows) {
        this.storeName = storeName;
        this.stored = new StoredEvent(rows);
    }

    /** To be called when the step that reads begins. */
    public void init(ProcessorContext<?, ?> context) {
        store = context.getStateStore(storeName);
    }

    /** The latest event of a key, deletions included; null when the key was never seen, or there is none. */
    public @Nullable ChangeEvent get(byte @Nullable [] key) {
        byte[] bytes = key == null ? null : stored(key);
        return bytes == null ? null : event(bytes);
    }

    /** The same as its store keeps it. */
    public byte @Nullable [] stored(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    /** The event that a store keeps as these bytes. */
    public ChangeEvent event(byte[] bytes) {
        return stored.event(bytes);
    }
}
