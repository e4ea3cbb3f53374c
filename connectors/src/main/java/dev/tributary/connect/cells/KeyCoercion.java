package dev.tributary.connect.cells;

import java.math.BigDecimal;

/** Brings a key value without a schema, as JSON leaves it, to the type of its column. */
public final class KeyCoercion {
    private KeyCoercion() {}

    /** The cell for a key column; text is parsed where the column is a number, a UUID or a boolean. */
    public static Object cell(ColumnType column, Object value) {
        try {
            return Cells.fit(column, value instanceof String text ? parsed(column, text) : number(column, value));
        } catch (ArithmeticException | NumberFormatException e) {
            throw ConversionException.unfit(value, column);
        }
    }

    private static Object parsed(ColumnType column, String text) {
        if (column.kind().isInteger() || column.kind() == Kind.DECIMAL) {
            return number(column, new BigDecimal(text));
        }
        return column.kind() == Kind.BOOLEAN && (text.equals("true") || text.equals("false"))
                ? (Object) Boolean.valueOf(text)
                : text;
    }

    private static Object number(ColumnType column, Object value) {
        if (value instanceof Double || value instanceof Float) {
            return number(column, new BigDecimal(value.toString()));
        }
        boolean whole = column.kind().isInteger() && column.kind() != Kind.HUGEINT;
        return whole && value instanceof BigDecimal decimal ? (Object) decimal.longValueExact() : value;
    }
}
