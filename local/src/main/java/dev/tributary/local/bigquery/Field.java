package dev.tributary.local.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column as a table's document declares it.
 *
 * @param type in GoogleSQL's spelling
 * @param precision 0 where none is declared
 */
record Field(String name, String type, String mode, int precision, int scale) {
    private static final int NUMERIC_SCALE = 9;
    private static final int NUMERIC_WHOLE = 29;
    private static final int BIG = 38;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
    private static final Pattern RESERVED = Pattern.compile(
            "(_TABLE_|_FILE_|_PARTITION|_ROW_TIMESTAMP|__ROOT__|_COLIDENTIFIER|_CHANGE_SEQUENCE_NUMBER|_CHANGE_TYPE|_CHANGE_TIMESTAMP).*");
    private static final Map<String, String> LEGACY = Map.of("BOOLEAN", "BOOL", "INTEGER", "INT64", "FLOAT", "FLOAT64");
    private static final Set<String> TYPES = Set.of(
            "BOOL",
            "INT64",
            "FLOAT64",
            "NUMERIC",
            "BIGNUMERIC",
            "STRING",
            "JSON",
            "BYTES",
            "DATE",
            "TIME",
            "DATETIME",
            "TIMESTAMP");
    private static final Set<String> NO_KEYS = Set.of("FLOAT64", "JSON", "BYTES", "TIME");

    static Field read(JsonNode document) throws Refusal {
        String type = document.path("type").asText();
        Field field = new Field(
                document.path("name").asText(),
                LEGACY.getOrDefault(type, type),
                document.path("mode").asText("NULLABLE"),
                document.path("precision").asInt(),
                document.path("scale").asInt());
        field.check();
        return field;
    }

    private void check() throws Refusal {
        if (!NAME.matcher(name).matches()
                || RESERVED.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            throw new Refusal(400, "Invalid field name \"" + name + "\"");
        }
        if (!TYPES.contains(type)) {
            throw new Refusal(400, "Invalid field type " + type + " of " + name);
        }
        int whole = type.equals("NUMERIC") ? NUMERIC_WHOLE : BIG;
        int most = type.equals("NUMERIC") ? NUMERIC_SCALE : BIG;
        if (precision > 0 && (!isDecimal() || scale > most || precision - scale > whole || precision < scale)) {
            throw new Refusal(400, "Invalid precision or scale of " + name);
        }
    }

    boolean isDecimal() {
        return type.equals("NUMERIC") || type.equals("BIGNUMERIC");
    }

    boolean isRepeated() {
        return mode.equals("REPEATED");
    }

    boolean canBeKey() {
        return !isRepeated() && !NO_KEYS.contains(type);
    }

    /** Digits before and behind the point; those of INT64 for whole numbers. */
    int whole() {
        if (isDecimal()) {
            return precision > 0 ? precision - scale : type.equals("NUMERIC") ? NUMERIC_WHOLE : BIG;
        }
        return 19;
    }

    int fraction() {
        if (isDecimal()) {
            return precision > 0 ? scale : type.equals("NUMERIC") ? NUMERIC_SCALE : BIG;
        }
        return 0;
    }

    /** What {@code ALTER COLUMN … SET DATA TYPE} allows: a type that loses nothing. */
    boolean canBecome(Field other) {
        boolean number = type.equals("INT64") || isDecimal();
        if (number && other.type.equals("FLOAT64")) {
            return true;
        }
        boolean forward = !(type.equals("BIGNUMERIC") && other.type.equals("NUMERIC"));
        return !isRepeated()
                && number
                && other.isDecimal()
                && forward
                && other.whole() >= whole()
                && other.fraction() >= fraction();
    }

    /** The column that keeps it here; DuckDB has no decimals of 76 digits, those stay text. */
    ColumnType column() {
        ColumnType scalar = scalar();
        return isRepeated() ? ColumnType.listOf(scalar) : scalar;
    }

    private ColumnType scalar() {
        return switch (type) {
            case "BOOL" -> ColumnType.of(Kind.BOOLEAN);
            case "INT64" -> ColumnType.of(Kind.BIGINT);
            case "FLOAT64" -> ColumnType.of(Kind.DOUBLE);
            case "NUMERIC", "BIGNUMERIC" ->
                whole() + fraction() > BIG
                        ? ColumnType.of(Kind.VARCHAR)
                        : ColumnType.decimal(whole() + fraction(), fraction());
            case "JSON" -> ColumnType.of(Kind.JSON);
            case "BYTES" -> ColumnType.of(Kind.BLOB);
            case "DATE" -> ColumnType.of(Kind.DATE);
            case "TIME" -> ColumnType.of(Kind.TIME);
            case "DATETIME" -> ColumnType.of(Kind.TIMESTAMP);
            case "TIMESTAMP" -> ColumnType.of(Kind.TIMESTAMPTZ);
            default -> ColumnType.of(Kind.VARCHAR);
        };
    }
}
