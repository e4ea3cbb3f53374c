package dev.tributary.connect.cells;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeParseException;
import java.util.BitSet;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The one table of schema names with a meaning of their own: Connect's logical types and Debezium's semantic types.
 *
 * <p>Times travel as numbers: dates in days, times and timestamps in microseconds, TIMESTAMP_NS in nanoseconds.
 */
final class LogicalTypes {
    /** A column type and the way from a Connect value to the number, text or object that such a column takes. */
    record LogicalType(Function<Schema, ColumnType> column, Function<Schema, Function<Object, Object>> reader) {}

    private static final String UNLIMITED = Integer.toString(Integer.MAX_VALUE);
    private static final String PRECISION = "connect.decimal.precision";
    /** What Debezium makes of PostgreSQL's infinite dates: of a snapshot, and of the stream. All are beyond real dates. */
    private static final Set<Integer> DAYS_INFINITY = Set.of(-622_191_234, 2_146_033_979);

    private static final Set<Integer> DAYS_MINUS_INFINITY = Set.of(-625_821_272, -2_147_472_691);
    /** 4714-11-24 BC, where PostgreSQL begins. */
    private static final long FIRST_MICROS = -210_866_803_200_000_000L;

    private static final long MICROS_INFINITY = 9223372036825200000L;
    private static final long MICROS_MINUS_INFINITY = -9223372036832400000L;
    private static final Map<String, LogicalType> BY_NAME = new HashMap<>();

    static {
        put(Decimal.LOGICAL_NAME, LogicalTypes::decimal, Function.identity());
        put(org.apache.kafka.connect.data.Date.LOGICAL_NAME, Kind.DATE, LogicalTypes::days);
        put(Time.LOGICAL_NAME, Kind.TIME, LogicalTypes::millisToMicros);
        put(Timestamp.LOGICAL_NAME, Kind.TIMESTAMP, LogicalTypes::millisToMicros);
        put("io.debezium.time.Date", Kind.DATE, LogicalTypes::daysOrInfinity);
        put("io.debezium.time.Time", Kind.TIME, LogicalTypes::millisToMicros);
        put("io.debezium.time.MicroTime", Kind.TIME, Function.identity());
        put("io.debezium.time.NanoTime", Kind.TIME, LogicalTypes::nanosToMicros);
        put("io.debezium.time.ZonedTime", Kind.TIMETZ, LogicalTypes::zonedTime);
        put("io.debezium.time.Timestamp", Kind.TIMESTAMP, LogicalTypes::millisToMicros);
        put("io.debezium.time.MicroTimestamp", Kind.TIMESTAMP, LogicalTypes::microsOrInfinity);
        put("io.debezium.time.NanoTimestamp", Kind.TIMESTAMP_NS, Function.identity());
        put("io.debezium.time.ZonedTimestamp", Kind.TIMESTAMPTZ, LogicalTypes::zonedTimestamp);
        put("io.debezium.data.Json", Kind.JSON, Function.identity());
        put("io.debezium.data.Uuid", Kind.UUID, Function.identity());
        BY_NAME.put(
                "io.debezium.data.Bits",
                new LogicalType(
                        schema -> ColumnType.of(width(schema) > 0 ? Kind.VARCHAR : Kind.BLOB),
                        schema -> width(schema) > 0 ? value -> digits(value, width(schema)) : Function.identity()));
        put("io.debezium.data.VariableScaleDecimal", Kind.VARCHAR, LogicalTypes::variableScale);
    }

    private LogicalTypes() {}

    static @Nullable LogicalType of(Schema schema) {
        return schema.name() == null ? null : BY_NAME.get(schema.name());
    }

    private static void put(String name, Kind kind, Function<Object, Object> read) {
        put(name, schema -> ColumnType.of(kind), read);
    }

    private static void put(String name, Function<Schema, ColumnType> column, Function<Object, Object> read) {
        BY_NAME.put(name, new LogicalType(column, schema -> read));
    }

    /** More digits than DuckDB's 38, or a negative scale, are kept exactly as text. */
    private static ColumnType decimal(Schema schema) {
        Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
        int scale = Integer.parseInt(parameters.getOrDefault(Decimal.SCALE_FIELD, "0"));
        int precision = Integer.parseInt(parameters.getOrDefault(PRECISION, String.valueOf(ColumnType.MAX_PRECISION)));
        boolean fits = scale >= 0 && scale <= precision && precision >= 1 && precision <= ColumnType.MAX_PRECISION;
        return fits ? ColumnType.decimal(precision, scale) : ColumnType.of(Kind.VARCHAR);
    }

    /** The bits of a column of fixed width; 0 where the schema does not tell one. */
    private static int width(Schema schema) {
        String length = schema.parameters() == null ? null : schema.parameters().get("length");
        return length == null || length.equals(UNLIMITED) ? 0 : Integer.parseInt(length);
    }

    /** The digits as PostgreSQL writes them: the last bit of the column is the lowest one of the first byte. */
    private static Object digits(Object value, int width) {
        BitSet bits = BitSet.valueOf(value instanceof ByteBuffer buffer ? array(buffer) : (byte[]) value);
        if (bits.length() > width) {
            throw new ConversionException("more bits than the column has");
        }
        StringBuilder digits = new StringBuilder(width);
        for (int i = width - 1; i >= 0; i--) {
            digits.append(bits.get(i) ? '1' : '0');
        }
        return digits.toString();
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static Object days(Object value) {
        return value instanceof Date date ? Math.floorDiv(date.toInstant().toEpochMilli(), 86_400_000L) : value;
    }

    private static Object daysOrInfinity(Object value) {
        if (value instanceof Integer day && DAYS_INFINITY.contains(day)) {
            return Integer.MAX_VALUE;
        }
        if (value instanceof Integer day && DAYS_MINUS_INFINITY.contains(day)) {
            return -Integer.MAX_VALUE;
        }
        return days(value);
    }

    private static Object millisToMicros(Object value) {
        if (value instanceof Date date) {
            return Math.multiplyExact(date.toInstant().toEpochMilli(), 1_000L);
        }
        return value instanceof Number number ? (Object) Math.multiplyExact(number.longValue(), 1_000L) : value;
    }

    /** Debezium spells PostgreSQL's infinity as a far date; DuckDB has an infinity of its own. */
    private static Object microsOrInfinity(Object value) {
        if (!(value instanceof Long micros)) {
            return value;
        }
        if (micros == MICROS_INFINITY) {
            return Long.MAX_VALUE;
        }
        if (Math.abs(micros - MICROS_MINUS_INFINITY) <= 1_000_000) {
            return -Long.MAX_VALUE;
        }
        if (micros < FIRST_MICROS) {
            throw new ConversionException("a timestamp before PostgreSQL's first, as one after 294246 AD becomes");
        }
        return value;
    }

    private static Object nanosToMicros(Object value) {
        if (!(value instanceof Number nanos)) {
            return value;
        }
        if (nanos.longValue() % 1_000 != 0) {
            throw new ConversionException("a time of day finer than a microsecond does not fit TIME exactly");
        }
        return nanos.longValue() / 1_000;
    }

    private static Object zonedTime(Object value) {
        try {
            return value instanceof String text ? OffsetTime.parse(text) : value;
        } catch (DateTimeParseException e) {
            throw new ConversionException("not a time with zone in ISO-8601 form");
        }
    }

    private static Object zonedTimestamp(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        if (text.equals("infinity") || text.equals("-infinity")) {
            return text.startsWith("-") ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return micros(text);
    }

    private static long micros(String text) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ConversionException("not a timestamp with zone in ISO-8601 form");
        }
        if (instant.getNano() % 1_000 != 0) {
            throw new ConversionException("a timestamp finer than a microsecond does not fit TIMESTAMPTZ exactly");
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private static Object variableScale(Object value) {
        if (value instanceof Struct struct) {
            return new BigDecimal(new BigInteger(struct.getBytes("value")), struct.getInt32("scale"));
        }
        return value;
    }
}
