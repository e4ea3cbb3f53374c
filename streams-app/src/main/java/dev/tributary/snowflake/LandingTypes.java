package dev.tributary.snowflake;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The one table from Avro's types, as Confluent's converter hands them on, to Snowflake's.
 *
 * <p>The connector sends every value as the text of its JSON, and Snowflake's client turns that into the column's type. Left
 * alone with schema evolution it would make VARCHAR of decimals and of all of Debezium's own types, so the landing table is
 * made before the first record: exact types where the text is unambiguous, and the number as it came where it is not (a
 * number in a TIMESTAMP column is taken for seconds, milliseconds or microseconds by its size).
 */
final class LandingTypes {
    private static final int NUMBER_DIGITS = 38;
    private static final String DAYS = "DATEADD(DAY, %s, TO_DATE('1970-01-01'))";
    private static final Map<String, Reading> NAMED = named();

    private record Reading(String landing, String type, String expression) {}

    private LandingTypes() {}

    private static Map<String, Reading> named() {
        Map<String, Reading> named = new HashMap<>();
        timestamp(
                named, 3, "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp", "timestamp-millis");
        timestamp(named, 6, "io.debezium.time.MicroTimestamp", "timestamp-micros");
        timestamp(named, 9, "io.debezium.time.NanoTimestamp");
        time(named, "MILLISECOND", "io.debezium.time.Time");
        time(named, "MICROSECOND", "io.debezium.time.MicroTime", "time-micros");
        time(named, "NANOSECOND", "io.debezium.time.NanoTime");
        named.put("io.debezium.time.Date", new Reading("INTEGER", "DATE", DAYS));
        named.put("io.debezium.time.ZonedTimestamp", same("TIMESTAMP_TZ(9)"));
        // The connector writes these two as text, whatever their number.
        for (String name : new String[] {"org.apache.kafka.connect.data.Date", "date"}) {
            named.put(name, same("DATE"));
        }
        for (String name : new String[] {"org.apache.kafka.connect.data.Time", "time-millis"}) {
            named.put(name, same("TIME(6)"));
        }
        named.put("io.debezium.data.Json", new Reading("VARCHAR", "VARIANT", "PARSE_JSON(%s)"));
        return named;
    }

    private static Reading same(String type) {
        return new Reading(type, type, "%s");
    }

    private static void timestamp(Map<String, Reading> named, int scale, String... names) {
        for (String name : names) {
            named.put(
                    name, new Reading("BIGINT", "TIMESTAMP_NTZ(" + scale + ")", "TO_TIMESTAMP_NTZ(%s, " + scale + ")"));
        }
    }

    private static void time(Map<String, Reading> named, String unit, String... names) {
        for (String name : names) {
            named.put(name, new Reading("BIGINT", "TIME(9)", "DATEADD(" + unit + ", %s, TO_TIME('00:00:00'))"));
        }
    }

    /** The column that holds a field's values. */
    static LandingColumn column(SqlName name, Schema type) {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            // More digits than NUMBER has: the connector sends the exact text.
            return LandingColumn.plain(
                    name,
                    decimal.getPrecision() > NUMBER_DIGITS
                            ? "VARCHAR"
                            : "NUMBER(" + decimal.getPrecision() + ", " + decimal.getScale() + ")");
        }
        Reading reading = NAMED.get(semantic(type));
        return reading == null
                ? plain(name, type)
                : new LandingColumn(name, reading.landing(), reading.type(), reading.expression());
    }

    private static @Nullable String semantic(Schema type) {
        String name = type.getProp("connect.name");
        return name != null || type.getLogicalType() == null
                ? name
                : type.getLogicalType().getName();
    }

    private static LandingColumn plain(SqlName name, Schema type) {
        return switch (type.getType()) {
            case INT -> LandingColumn.plain(name, "INTEGER");
            case LONG -> LandingColumn.plain(name, "BIGINT");
            case FLOAT, DOUBLE -> LandingColumn.plain(name, "DOUBLE");
            case BOOLEAN -> LandingColumn.plain(name, "BOOLEAN");
            case STRING, ENUM -> LandingColumn.plain(name, "VARCHAR");
            // The connector sends bytes as a JSON string, quotes and all, which a BINARY column refuses.
            case BYTES, FIXED -> new LandingColumn(name, "VARCHAR", "BINARY", "TO_BINARY(TRIM(%s, '\"'), 'BASE64')");
            case ARRAY -> LandingColumn.plain(name, "ARRAY");
            case RECORD, MAP, UNION, NULL -> LandingColumn.plain(name, "VARIANT");
        };
    }
}
