package dev.tributary.projection;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.tributary.row.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * How a column's values stand in an expression: the one table from Avro's types, as Debezium writes them, to CEL's.
 *
 * @param cel its type in an expression; decimals, dates and times have types of their own, without arithmetic
 * @param convert from the value in a row
 */
record ColumnType(CelType cel, Function<Object, Object> convert) {
    static final OpaqueType DECIMAL = OpaqueType.create("decimal");
    static final OpaqueType DATE = OpaqueType.create("date");
    static final OpaqueType TIME = OpaqueType.create("time");

    private static final Map<String, ColumnType> NAMED = Map.ofEntries(
            instant("io.debezium.time.Timestamp", ChronoUnit.MILLIS),
            instant("io.debezium.time.MicroTimestamp", ChronoUnit.MICROS),
            instant("io.debezium.time.NanoTimestamp", ChronoUnit.NANOS),
            instant("org.apache.kafka.connect.data.Timestamp", ChronoUnit.MILLIS),
            instant("timestamp-millis", ChronoUnit.MILLIS),
            instant("timestamp-micros", ChronoUnit.MICROS),
            Map.entry("io.debezium.time.ZonedTimestamp", new ColumnType(SimpleType.TIMESTAMP, ColumnType::zoned)),
            Map.entry("io.debezium.time.Date", new ColumnType(DATE, ColumnType::date)),
            Map.entry("org.apache.kafka.connect.data.Date", new ColumnType(DATE, ColumnType::date)),
            Map.entry("date", new ColumnType(DATE, ColumnType::date)),
            time("io.debezium.time.Time", 1_000_000),
            time("io.debezium.time.MicroTime", 1_000),
            time("io.debezium.time.NanoTime", 1),
            time("org.apache.kafka.connect.data.Time", 1_000_000),
            time("time-millis", 1_000_000),
            time("time-micros", 1_000),
            Map.entry("io.debezium.data.VariableScaleDecimal", new ColumnType(DECIMAL, ColumnType::variableScale)));

    /** How columns of an Avro type stand in an expression; empty when they cannot. */
    static Optional<ColumnType> of(Schema type) {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            int scale = decimal.getScale();
            return Optional.of(new ColumnType(DECIMAL, value -> new BigDecimal(unscaled((ByteBuffer) value), scale)));
        }
        String name = type.getProp("connect.name");
        if (name == null && type.getType() == Schema.Type.RECORD) {
            name = type.getFullName();
        } else if (name == null && type.getLogicalType() != null) {
            name = type.getLogicalType().getName();
        }
        ColumnType named = name == null ? null : NAMED.get(name);
        return named == null ? plain(type) : Optional.of(named);
    }

    private static Optional<ColumnType> plain(Schema type) {
        return Optional.ofNullable(
                switch (type.getType()) {
                    case INT, LONG -> new ColumnType(SimpleType.INT, value -> ((Number) value).longValue());
                    case FLOAT, DOUBLE -> new ColumnType(SimpleType.DOUBLE, value -> ((Number) value).doubleValue());
                    case STRING, ENUM -> new ColumnType(SimpleType.STRING, Object::toString);
                    case BOOLEAN -> new ColumnType(SimpleType.BOOL, value -> value);
                    case BYTES, FIXED ->
                        new ColumnType(SimpleType.BYTES, value -> CelByteString.of(bytes((ByteBuffer) value)));
                    default -> null;
                });
    }

    /** The text of a value of an expression: what {@code text(x)} gives and {@code token(x)} hashes. */
    static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof CelByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        return value.toString();
    }

    private static Map.Entry<String, ColumnType> instant(String name, ChronoUnit unit) {
        return Map.entry(
                name,
                new ColumnType(SimpleType.TIMESTAMP, value -> Instant.EPOCH.plus(((Number) value).longValue(), unit)));
    }

    private static Map.Entry<String, ColumnType> time(String name, long nanos) {
        return Map.entry(
                name, new ColumnType(TIME, value -> LocalTime.ofNanoOfDay(((Number) value).longValue() * nanos)));
    }

    private static Object zoned(Object value) {
        return OffsetDateTime.parse((String) value).toInstant();
    }

    private static Object date(Object value) {
        return LocalDate.ofEpochDay(((Number) value).longValue());
    }

    private static Object variableScale(Object value) {
        Row row = (Row) value;
        Object scale = row.get("scale");
        Object unscaled = row.get("value");
        if (scale == null || unscaled == null) {
            throw new EvaluationFailure("a decimal without scale or value");
        }
        return new BigDecimal(unscaled((ByteBuffer) unscaled), ((Number) scale).intValue());
    }

    private static BigInteger unscaled(ByteBuffer value) {
        return new BigInteger(bytes(value));
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
