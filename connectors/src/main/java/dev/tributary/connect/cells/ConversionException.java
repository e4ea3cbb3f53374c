package dev.tributary.connect.cells;

/** A value that a column cannot hold exactly; the message names types and never the value. */
public final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConversionException(String message) {
        super(message);
    }

    static ConversionException unfit(Object value, ColumnType column) {
        return new ConversionException(
                "a " + value.getClass().getSimpleName() + " of this value does not fit " + column.sql() + " exactly");
    }
}
