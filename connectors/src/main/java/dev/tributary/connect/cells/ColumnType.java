package dev.tributary.connect.cells;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A DuckDB column type, as text and as the rule of what it may widen to. */
public record ColumnType(
        Kind kind, int precision, int scale, @Nullable ColumnType element) {
    public static final int MAX_PRECISION = 38;

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final Map<String, Kind> SPELLINGS = Map.of(
            "TIMESTAMP WITH TIME ZONE", Kind.TIMESTAMPTZ,
            "TIME WITH TIME ZONE", Kind.TIMETZ);

    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0, null);
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale, null);
    }

    public static ColumnType listOf(ColumnType element) {
        return new ColumnType(Kind.LIST, 0, 0, element);
    }

    /** Reads a type as DuckDB's catalog spells it; what the sink does not write becomes OTHER. */
    public static ColumnType parse(String sql) {
        String text = sql.strip().toUpperCase(Locale.ROOT);
        if (text.endsWith("[]")) {
            return listOf(parse(text.substring(0, text.length() - 2)));
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        Kind spelled = SPELLINGS.get(text);
        if (spelled != null) {
            return of(spelled);
        }
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(text) && kind != Kind.LIST && kind != Kind.DECIMAL) {
                return of(kind);
            }
        }
        return of(Kind.OTHER);
    }

    public String sql() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
            case LIST -> elementType().sql() + "[]";
            default -> kind.name();
        };
    }

    public ColumnType elementType() {
        if (element == null) {
            throw new IllegalStateException(kind + " has no elements");
        }
        return element;
    }

    /** The narrowest type that holds every value of this column and of {@code needed}; empty when there is none. */
    public Optional<ColumnType> widenedFor(ColumnType needed) {
        if (equals(needed)) {
            return kind == Kind.OTHER ? Optional.empty() : Optional.of(this);
        }
        if (kind == Kind.LIST && needed.kind == Kind.LIST) {
            return elementType().widenedFor(needed.elementType()).map(ColumnType::listOf);
        }
        if (kind == Kind.VARCHAR && (needed.kind == Kind.JSON || needed.kind == Kind.UUID)) {
            return Optional.of(this);
        }
        return widenedNumber(needed);
    }

    private Optional<ColumnType> widenedNumber(ColumnType needed) {
        if (kind.isInteger() && needed.kind.isInteger()) {
            return Optional.of(kind.compareTo(needed.kind) >= 0 ? this : needed);
        }
        if (isDecimalLike() && needed.isDecimalLike()) {
            return widenedDecimal(needed);
        }
        boolean bothBinary =
                (kind.isBinaryFloat() || kind.isInteger()) && (needed.kind.isBinaryFloat() || needed.kind.isInteger());
        return bothBinary ? Optional.of(of(Kind.DOUBLE)) : Optional.empty();
    }

    private boolean isDecimalLike() {
        return kind == Kind.DECIMAL || kind.isInteger();
    }

    private Optional<ColumnType> widenedDecimal(ColumnType needed) {
        int widerScale = Math.max(scale, needed.scale);
        int widerPrecision = Math.max(integerDigits(), needed.integerDigits()) + widerScale;
        if (widerPrecision > MAX_PRECISION) {
            return kind == Kind.DECIMAL && scale >= needed.scale && precision == MAX_PRECISION
                    ? Optional.of(this)
                    : Optional.empty();
        }
        return Optional.of(decimal(widerPrecision, widerScale));
    }

    private int integerDigits() {
        return kind == Kind.DECIMAL ? precision - scale : kind.digits();
    }
}
