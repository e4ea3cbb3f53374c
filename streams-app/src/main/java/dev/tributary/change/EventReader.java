package dev.tributary.change;

import dev.tributary.row.Row;
import org.jspecify.annotations.Nullable;

/** Takes a change topic's values as change events; for one thread at a time. */
public interface EventReader {
    /**
     * The change event of a record's value.
     *
     * @param offset the record's offset in its partition
     * @throws dev.tributary.serde.BadRecordException when the value is not what the topic promises
     */
    ChangeEvent read(byte[] value, long offset);

    /** The row as it was before the change; null where the value does not tell it. */
    default @Nullable Row before(byte[] value) {
        return null;
    }

    /** What a null value says: a deletion, whose position may be {@link Position#UNKNOWN}. */
    ChangeEvent tombstone(long offset);
}
