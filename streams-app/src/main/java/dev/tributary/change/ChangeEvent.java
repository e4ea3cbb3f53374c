package dev.tributary.change;

import dev.tributary.row.Row;
import org.jspecify.annotations.Nullable;

/**
 * One committed change of one source row.
 *
 * @param position where it stands in the source's commit order
 * @param sourceTsMs when the source committed it, in milliseconds since 1970
 * @param txId the source's transaction, where it names one
 * @param row the row after the change; null when it was deleted
 * @param incomplete whether a value that the source did not send could not be filled from the row before
 */
public record ChangeEvent(
        Op op,
        Position position,
        long sourceTsMs,
        @Nullable String txId,
        @Nullable Row row,
        boolean incomplete) {
    /** A null value behind a delete: where it stands, only the row that it meets can tell. */
    public static final ChangeEvent TOMBSTONE = new ChangeEvent(Op.DELETE, Position.UNKNOWN, 0, null, null, false);

    /** Whether the row is there after the change. */
    public boolean live() {
        return row != null;
    }

    /** The same change of another row state. */
    public ChangeEvent withRow(@Nullable Row other, boolean incompleteNow) {
        return new ChangeEvent(op, position, sourceTsMs, txId, other, incompleteNow);
    }

    /** The end of the row, at the same place. */
    public ChangeEvent deleted() {
        return new ChangeEvent(Op.DELETE, position, sourceTsMs, txId, null, false);
    }

    /** The same change at another position. */
    public ChangeEvent at(Position other) {
        return new ChangeEvent(op, other, sourceTsMs, txId, row, incomplete);
    }
}
