package dev.tributary.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table: a value per column of its schema.
 *
 * <p>Values are Avro's own Java shapes, with three choices made: text (and enums) is {@link String}, bytes and fixed are
 * {@link java.nio.ByteBuffer} (a decimal stays unscaled bytes, its scale is in the column's type), a nested record is a
 * {@link Row}; arrays are {@link java.util.List}, maps {@link java.util.Map}.
 */
public final class Row {
    private final RowSchema schema;
    private final @Nullable Object[] values;

    /** A row over {@code values}, which the row owns from now on. */
    public Row(RowSchema schema, @Nullable Object[] values) {
        if (values.length != schema.size()) {
            throw new IllegalArgumentException(schema.size() + " columns, but " + values.length + " values");
        }
        this.schema = schema;
        this.values = values;
    }

    public RowSchema schema() {
        return schema;
    }

    public @Nullable Object get(int index) {
        return values[index];
    }

    /** The value of a column; null also when there is no such column. */
    public @Nullable Object get(String column) {
        int index = schema.indexOf(column);
        return index < 0 ? null : values[index];
    }

    /** A copy with one value replaced. */
    public Row with(int index, @Nullable Object value) {
        @Nullable Object[] copy = values.clone();
        copy[index] = value;
        return new Row(schema, copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && schema.avro().equals(row.schema.avro()) && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Names only: a row holds salaries and social security numbers. */
    @Override
    public String toString() {
        return "Row" + schema.names();
    }
}
