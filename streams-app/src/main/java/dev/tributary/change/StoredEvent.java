package dev.tributary.change;

import dev.tributary.serde.Binary;
import dev.tributary.serde.RowVersions;
import java.io.IOException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** How a table's store keeps its latest events: one byte of the guard's own, then the event; for one thread at a time. */
public final class StoredEvent {
    private static final byte[] PLAIN = {0};
    private static final byte[] AFTER_STALE_DELETE = {1};

    private final EventCodec codec;
    private final Binary binary = new Binary();

    public StoredEvent(RowVersions rows) {
        this.codec = new EventCodec(rows);
    }

    /** The latest event of a key, deletions included; null when the key was never seen. */
    public @Nullable ChangeEvent get(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] key) {
        byte[] stored = store.get(Bytes.wrap(key));
        return stored == null ? null : read(stored);
    }

    ChangeEvent read(byte[] stored) {
        try {
            return codec.read(binary.decoder(stored, 1));
        } catch (IOException e) {
            throw new IllegalStateException("a stored event cannot be read back", e);
        }
    }

    byte[] bytes(ChangeEvent event) {
        return binary.bytes(PLAIN, out -> codec.write(event, out));
    }

    /** Marks that a re-delivered delete was passed over, so that its tombstone is passed over too. */
    byte[] markStaleDelete(byte[] stored) {
        byte[] marked = stored.clone();
        marked[0] = AFTER_STALE_DELETE[0];
        return marked;
    }

    boolean followsStaleDelete(byte[] stored) {
        return stored[0] == AFTER_STALE_DELETE[0];
    }
}
