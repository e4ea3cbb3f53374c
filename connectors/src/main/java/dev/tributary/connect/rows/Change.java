package dev.tributary.connect.rows;

import dev.tributary.connect.cells.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record, ready for its table.
 *
 * @param key the cells of the key columns, in the order of the key
 * @param row the cells of the whole row in the order of its layout; null unless the kind is PUT
 * @param position the version of the row, null when the record has none
 */
public record Change(
        Kind kind,
        List<Object> key,
        @Nullable Object @Nullable [] row,
        @Nullable String position) {

    /** What a record does to its row. */
    public enum Kind {
        PUT,
        DELETED_ROW,
        TOMBSTONE
    }

    public static Change put(List<Object> key, @Nullable Object[] row, @Nullable String position) {
        return new Change(Kind.PUT, key, row, position);
    }

    public static Change deletedRow(List<Object> key, @Nullable String position) {
        return new Change(Kind.DELETED_ROW, key, null, position);
    }

    public static Change tombstone(List<Object> key) {
        return new Change(Kind.TOMBSTONE, key, null, null);
    }
}
