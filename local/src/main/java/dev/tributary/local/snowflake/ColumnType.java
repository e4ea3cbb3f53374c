package dev.tributary.local.snowflake;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A column's type in Snowflake's spelling, with what a client is told of it and where its values live in DuckDB. */
record ColumnType(Kind kind, int precision, int scale) {

    private static final Pattern SPELLING =
            Pattern.compile("([A-Z_]+)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?");
    private static final int DIGITS = 38;
    private static final int FRACTION = 9;
    private static final int TEXT = 16_777_216;

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("VARIANT", Kind.VARIANT),
            Map.entry("OBJECT", Kind.OBJECT),
            Map.entry("ARRAY", Kind.ARRAY),
            Map.entry("VARCHAR", Kind.TEXT),
            Map.entry("STRING", Kind.TEXT),
            Map.entry("TEXT", Kind.TEXT),
            Map.entry("BOOLEAN", Kind.BOOLEAN),
            Map.entry("FLOAT", Kind.REAL),
            Map.entry("DOUBLE", Kind.REAL),
            Map.entry("REAL", Kind.REAL),
            Map.entry("NUMBER", Kind.FIXED),
            Map.entry("DECIMAL", Kind.FIXED),
            Map.entry("NUMERIC", Kind.FIXED),
            Map.entry("BYTEINT", Kind.FIXED),
            Map.entry("SMALLINT", Kind.FIXED),
            Map.entry("INT", Kind.FIXED),
            Map.entry("INTEGER", Kind.FIXED),
            Map.entry("BIGINT", Kind.FIXED),
            Map.entry("DATE", Kind.DATE),
            Map.entry("TIME", Kind.TIME),
            Map.entry("TIMESTAMP", Kind.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMP_NTZ", Kind.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMP_TZ", Kind.TIMESTAMP_TZ));

    /** Snowflake's logical types; each has its own way through Parquet. */
    enum Kind {
        VARIANT,
        OBJECT,
        ARRAY,
        TEXT,
        BOOLEAN,
        REAL,
        FIXED,
        DATE,
        TIME,
        TIMESTAMP_NTZ,
        TIMESTAMP_TZ
    }

    /** Reads a type as a statement spells it; BINARY and all that is not in the table above is refused. */
    static ColumnType parse(String spelled) throws SqlFailure {
        Matcher matcher = SPELLING.matcher(spelled.strip().toUpperCase(Locale.ROOT));
        Kind kind = matcher.matches() ? KINDS.get(matcher.group(1)) : null;
        if (kind == null) {
            throw SqlFailure.unknown("the type " + spelled);
        }
        return switch (kind) {
            case FIXED -> new ColumnType(kind, number(matcher.group(2), DIGITS), number(matcher.group(3), 0));
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_TZ -> new ColumnType(kind, 0, number(matcher.group(2), FRACTION));
            case TEXT -> new ColumnType(kind, number(matcher.group(2), TEXT), 0);
            default -> new ColumnType(kind, 0, 0);
        };
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** As {@code DESC TABLE} spells it. */
    String spelled() {
        return switch (kind) {
            case TEXT -> "VARCHAR(" + precision + ")";
            case REAL -> "FLOAT";
            case FIXED -> "NUMBER(" + precision + "," + scale + ")";
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_TZ -> kind + "(" + scale + ")";
            default -> kind.name();
        };
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Whether a client has to know precision and scale. */
    boolean isScaled() {
        return switch (kind) {
            case FIXED, TIME, TIMESTAMP_NTZ, TIMESTAMP_TZ -> true;
            default -> false;
        };
    }

    /** How wide Snowflake stores a value, which decides the Parquet type that the client writes. */
    String physical() {
        return switch (kind) {
            case VARIANT, OBJECT, ARRAY, TEXT -> "LOB";
            case BOOLEAN -> "SB1";
            case REAL -> "DOUBLE";
            case DATE -> "SB4";
            case TIME -> "SB8";
            case TIMESTAMP_NTZ -> scale > 6 ? "SB16" : "SB8";
            case TIMESTAMP_TZ -> "SB16";
            case FIXED -> precision <= 2 ? "SB1" : precision <= 4 ? "SB2" : precision <= 9 ? "SB4" : wide();
        };
    }

    private String wide() {
        return precision <= 18 ? "SB8" : "SB16";
    }

    /** The type of the column that holds the rows here. */
    String duckDb() {
        return switch (kind) {
            case VARIANT, OBJECT, ARRAY -> "JSON";
            case TEXT -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case REAL -> "DOUBLE";
            case FIXED -> "DECIMAL(" + precision + "," + scale + ")";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP_NTZ -> scale > 6 ? "TIMESTAMP_NS" : "TIMESTAMP";
            case TIMESTAMP_TZ -> "TIMESTAMPTZ";
        };
    }

    /** SQL that makes the value out of the Parquet column; times come as decimals of seconds. */
    String decoded(String column) {
        return switch (kind) {
            case TIME -> "TIME '00:00:00' + to_microseconds(CAST(" + units(column, 6) + " AS BIGINT))";
            case TIMESTAMP_NTZ ->
                scale > 6
                        ? "make_timestamp_ns(CAST(" + units(column, 9) + " AS BIGINT))"
                        : "make_timestamp(CAST(" + units(column, 6) + " AS BIGINT))";
            // the zone's offset, in minutes, lies in the lowest 14 bits; the instant is all that is kept here
            case TIMESTAMP_TZ ->
                "make_timestamptz(CAST((" + unscaled(column) + " >> 14) * 1000000 // " + tenTo(scale) + " AS BIGINT))";
            default -> "CAST(" + column + " AS " + duckDb() + ")";
        };
    }

    private static String units(String column, int digits) {
        return column + " * " + tenTo(digits);
    }

    /** All digits of a decimal, read as a whole number. */
    private static String unscaled(String column) {
        return "CAST(replace(CAST(" + column + " AS VARCHAR), '.', '') AS HUGEINT)";
    }

    private static String tenTo(int digits) {
        return "1" + "0".repeat(digits);
    }
}
