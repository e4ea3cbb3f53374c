package dev.tributary.projection;

import dev.cel.common.types.CelType;
import dev.tributary.row.Row;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * A column of a joined row, found by place.
 *
 * @param slot the table's place in the joined row
 * @param index the column's place in the table's row
 */
record ColumnReader(int slot, int index, ColumnType type) {
    CelType cel() {
        return type.cel();
    }

    /** The value as expressions know it; null when it is null or its row is missing. */
    @Nullable
    Object read(@Nullable Row[] slots) {
        Row row = slots[slot];
        Object value = row == null ? null : row.get(index);
        return value == null ? null : convert(value);
    }

    /** The value's text, without a detour for what is text already. */
    @Nullable
    String readText(@Nullable Row[] slots) {
        Object value = read(slots);
        return value == null || value instanceof String ? (String) value : ColumnType.text(value);
    }

    private Object convert(Object value) {
        try {
            return type.convert().apply(value);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw new EvaluationFailure("a time that is out of range");
        }
    }
}
