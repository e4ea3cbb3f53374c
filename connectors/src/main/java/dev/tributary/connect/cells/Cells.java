package dev.tributary.connect.cells;

import dev.tributary.connect.duckdb.store.CellAppender;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.OffsetTime;
import java.util.List;
import java.util.UUID;

/** Turns a value into exactly the Java object that {@link CellAppender} writes for a column, or refuses it. */
public final class Cells {
    /** 24:00 is a time of day, in PostgreSQL as in DuckDB. */
    private static final long END_OF_DAY = 86_400_000_000L;

    /** Microseconds since 1970: 290309-12-22 BC and 294247-01-10, as far as DuckDB reaches. */
    private static final long FIRST_MOMENT = -9_223_372_022_400_000_000L;

    private static final long LAST_MOMENT = 9_223_372_036_854_775_806L;

    private Cells() {}

    /** Fits a cell or a plain value; one that does not fit exactly is a {@link ConversionException}. */
    public static Object fit(ColumnType column, Object value) {
        return switch (column.kind()) {
            case BOOLEAN -> expect(Boolean.class, column, value);
            case TINYINT -> integer(column, value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integer(column, value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER, DATE -> integer(column, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case TIME -> integer(column, value, 0, END_OF_DAY);
            case TIMESTAMP, TIMESTAMPTZ -> moment(column, value);
            case BIGINT, TIMESTAMP_NS -> integer(column, value, Long.MIN_VALUE, Long.MAX_VALUE);
            case HUGEINT -> value instanceof BigInteger ? value : BigInteger.valueOf(whole(column, value));
            case FLOAT -> expect(Float.class, column, value);
            case DOUBLE -> binaryFloat(column, value);
            case DECIMAL -> decimal(column, value);
            case VARCHAR -> text(column, value);
            case JSON -> value instanceof String ? value : JsonText.of(value);
            case BLOB -> bytes(column, value);
            case TIMETZ -> expect(OffsetTime.class, column, value);
            case UUID -> uuid(column, value);
            case LIST -> expect(List.class, column, value);
            case OTHER -> throw ConversionException.unfit(value, column);
        };
    }

    private static Object expect(Class<?> type, ColumnType column, Object value) {
        if (type.isInstance(value)) {
            return value;
        }
        throw ConversionException.unfit(value, column);
    }

    private static long whole(ColumnType column, Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw ConversionException.unfit(value, column);
    }

    private static Object integer(ColumnType column, Object value, long min, long max) {
        long number = whole(column, value);
        if (number < min || number > max) {
            throw ConversionException.unfit(value, column);
        }
        return value instanceof Long ? value : (Object) number;
    }

    /** DuckDB stores any number, and breaks when it comes to read one that is neither a moment nor infinite. */
    private static Object moment(ColumnType column, Object value) {
        long micros = whole(column, value);
        return Math.abs(micros) == Long.MAX_VALUE ? (Object) micros : integer(column, value, FIRST_MOMENT, LAST_MOMENT);
    }

    private static Object binaryFloat(ColumnType column, Object value) {
        if (value instanceof Double) {
            return value;
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        long number = whole(column, value);
        if ((long) (double) number != number || number == Long.MAX_VALUE) {
            throw ConversionException.unfit(value, column);
        }
        return (double) number;
    }

    private static Object decimal(ColumnType column, Object value) {
        BigDecimal decimal =
                value instanceof BigDecimal given ? given : new BigDecimal(new BigInteger(wholeText(column, value)));
        BigDecimal scaled = decimal.setScale(column.scale(), RoundingMode.UNNECESSARY);
        if (scaled.precision() > column.precision()) {
            throw ConversionException.unfit(value, column);
        }
        return scaled;
    }

    private static String wholeText(ColumnType column, Object value) {
        return value instanceof BigInteger big ? big.toString() : Long.toString(whole(column, value));
    }

    private static Object text(ColumnType column, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof OffsetTime time ? time.toString() : expect(String.class, column, value);
    }

    private static Object bytes(ColumnType column, Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return expect(byte[].class, column, value);
    }

    private static Object uuid(ColumnType column, Object value) {
        try {
            return value instanceof UUID ? value : UUID.fromString((String) expect(String.class, column, value));
        } catch (IllegalArgumentException e) {
            throw ConversionException.unfit(value, column);
        }
    }
}
