package dev.tributary.connect.cells;

import dev.tributary.connect.cells.LogicalTypes.LogicalType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The way from one field's Connect value to the cell of one column. */
public final class Conversion {
    private final ColumnType column;
    private final Function<Object, Object> read;

    private Conversion(ColumnType column, Function<Object, Object> read) {
        this.column = column;
        this.read = read;
    }

    public static Conversion of(Schema schema, ColumnType column) {
        LogicalType logical = LogicalTypes.of(schema);
        if (logical != null) {
            return new Conversion(column, logical.reader().apply(schema));
        }
        if (schema.type() == Schema.Type.ARRAY && column.kind() == Kind.LIST) {
            Conversion element = of(schema.valueSchema(), column.elementType());
            return new Conversion(column, element::readAll);
        }
        return new Conversion(column, Function.identity());
    }

    public static Conversion schemaless(ColumnType column) {
        return new Conversion(column, column.kind() == Kind.JSON ? JsonText::of : Conversion::withoutSchema);
    }

    /** The cell, or null for null; a value that does not fit exactly is a {@link ConversionException}. */
    public @Nullable Object cell(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            return Cells.fit(column, read.apply(value));
        } catch (ArithmeticException | ClassCastException e) {
            throw ConversionException.unfit(value, column);
        }
    }

    private Object readAll(Object values) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Object value : (Collection<?>) values) {
            cells.add(cell(value));
        }
        return cells;
    }

    private static Object withoutSchema(Object value) {
        return value instanceof Date date
                ? (Object) Math.multiplyExact(date.toInstant().toEpochMilli(), 1_000L)
                : value;
    }
}
