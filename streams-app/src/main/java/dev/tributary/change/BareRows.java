package dev.tributary.change;

import dev.tributary.row.Row;

/** Change events of rows that come without an envelope: upserts, and deletes by a null value. */
final class BareRows {
    private BareRows() {}

    static ChangeEvent upsert(Row row, int epoch, long offset) {
        return new ChangeEvent(Op.UPDATE, position(epoch, offset), 0, null, row, false);
    }

    static ChangeEvent delete(int epoch, long offset) {
        return new ChangeEvent(Op.DELETE, position(epoch, offset), 0, null, null, false);
    }

    /** Offsets start at 0, positions after the start. */
    private static Position position(int epoch, long offset) {
        return new Position(epoch, 0, offset + 1, 0);
    }
}
