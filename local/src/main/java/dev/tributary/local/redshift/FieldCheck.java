package dev.tributary.local.redshift;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What COPY refuses of a field for the type of its column, with Redshift's own codes. */
final class FieldCheck {
    private static final Pattern SIZED = Pattern.compile("(character varying|numeric)\\((\\d+)(?:,(\\d+))?\\)");
    private static final Set<String> BOOLEANS = Set.of("true", "false", "t", "f", "1", "0");
    private static final Map<String, Integer> INTEGER_BITS = Map.of("smallint", 15, "integer", 31, "bigint", 63);
    private static final Map<String, String> MOMENTS = Map.of(
            "date", "\\d{4}-\\d\\d-\\d\\d",
            "timestamp without time zone", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");

    /** An error of STL_LOAD_ERRORS. */
    record Fault(int code, String reason) {}

    private FieldCheck() {}

    /** The type is spelled as Postgres' format_type spells it. */
    static Optional<Fault> of(String type, String field) {
        Matcher sized = SIZED.matcher(type);
        if (sized.matches()) {
            int size = Integer.parseInt(sized.group(2));
            return sized.group(1).equals("numeric")
                    ? decimal(field, size, Integer.parseInt(sized.group(3)))
                    : text(field, size);
        }
        Integer bits = INTEGER_BITS.get(type);
        if (bits != null) {
            return integer(field, bits);
        }
        String moment = MOMENTS.get(type);
        if (moment != null) {
            return when(!field.matches(moment), 1206, "Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]");
        }
        return switch (type) {
            case "boolean" -> when(!BOOLEANS.contains(field), 1210, "Unknown boolean format");
            case "real", "double precision" -> floating(field);
            default -> Optional.of(new Fault(1213, "Unsupported column type for COPY: " + type));
        };
    }

    private static Optional<Fault> text(String field, int size) {
        return when(field.getBytes(StandardCharsets.UTF_8).length > size, 1204, "String length exceeds DDL length");
    }

    private static Optional<Fault> decimal(String field, int precision, int scale) {
        try {
            BigDecimal number = new BigDecimal(field);
            boolean fits = number.scale() <= scale && number.setScale(scale).precision() <= precision;
            return when(!fits, 1216, "Numeric data overflow (result precision), Value '" + field + "'");
        } catch (NumberFormatException e) {
            return Optional.of(new Fault(1207, "Invalid digit, Value '" + field + "', Pos 0, Type: Decimal"));
        }
    }

    private static Optional<Fault> integer(String field, int bits) {
        try {
            return when(new BigInteger(field).bitLength() > bits, 1216, "Overflow for INTEGER, Value '" + field + "'");
        } catch (NumberFormatException e) {
            return Optional.of(new Fault(1207, "Invalid digit, Value '" + field + "', Pos 0, Type: Integer"));
        }
    }

    private static Optional<Fault> floating(String field) {
        try {
            Double.parseDouble(field);
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of(new Fault(1207, "Invalid digit, Value '" + field + "', Pos 0, Type: Double"));
        }
    }

    private static Optional<Fault> when(boolean wrong, int code, String reason) {
        return wrong ? Optional.of(new Fault(code, reason)) : Optional.empty();
    }
}
