package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.serde.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A driving row on its way to the partition of the row it refers to.
 *
 * @param key the driving row's key
 * @param reference the key that it refers to; null when it refers to nothing
 * @param gone whether the row is to be taken away rather than joined
 * @param partition of the driving table's topic, where the change was read
 * @param offset of the record that was read
 */
record RoutedRow(
        Move move, byte[] key, byte @Nullable [] reference, boolean gone, Joined joined, int partition, long offset) {
    RoutedRow {
        joined = joined.readAt(partition, offset);
    }

    /** Where the change was read. */
    Origin origin(String topic) {
        return new Origin(topic, partition, offset);
    }

    /** Whether the row refers to one that is not there, and is not to be taken away itself. */
    boolean lacks(@Nullable ChangeEvent partner) {
        return Joined.missing(partner) && !gone && reference != null;
    }

    /** The row with one more slot filled. */
    RoutedRow joinedWith(@Nullable ChangeEvent partner) {
        return new RoutedRow(move, key, reference, gone, joined.with(partner), partition, offset);
    }
}
