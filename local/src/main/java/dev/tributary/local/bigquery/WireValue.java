package dev.tributary.local.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a protobuf value means in a column, or why BigQuery would refuse it. */
final class WireValue {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long DAY_MICROS = 86_400_000_000L;

    private WireValue() {}

    /** The protobuf types that the Storage Write API takes for a column type. */
    static boolean fits(Field field, JavaType wire) {
        return switch (field.type()) {
            case "BOOL" -> wire == JavaType.BOOLEAN;
            case "INT64" -> Set.of(JavaType.INT, JavaType.LONG).contains(wire);
            case "FLOAT64" -> Set.of(JavaType.FLOAT, JavaType.DOUBLE).contains(wire);
            case "BYTES" -> wire == JavaType.BYTE_STRING;
            case "DATE" -> Set.of(JavaType.INT, JavaType.LONG).contains(wire);
            case "TIMESTAMP" -> wire == JavaType.LONG;
            default -> wire == JavaType.STRING;
        };
    }

    /** The cell that the value makes; an {@link IllegalArgumentException} when it does not fit. */
    static Object cell(Field field, Object value) {
        if (field.isRepeated()) {
            List<Object> cells = new ArrayList<>();
            ((List<?>) value).forEach(each -> cells.add(scalar(field, each)));
            return cells;
        }
        return scalar(field, value);
    }

    private static Object scalar(Field field, Object value) {
        return switch (field.type()) {
            case "INT64" -> ((Number) value).longValue();
            case "FLOAT64" -> ((Number) value).doubleValue();
            case "NUMERIC", "BIGNUMERIC" -> decimal(field, (String) value);
            case "BYTES" -> ((ByteString) value).toByteArray();
            case "DATE" -> between(((Number) value).longValue(), FIRST_DAY, LAST_DAY);
            case "TIME" -> time((String) value);
            case "DATETIME" -> datetime((String) value);
            case "TIMESTAMP" -> between((Long) value, FIRST_DAY * DAY_MICROS, (LAST_DAY + 1) * DAY_MICROS - 1);
            case "JSON" -> json((String) value);
            default -> value;
        };
    }

    private static Object decimal(Field field, String text) {
        BigDecimal decimal = new BigDecimal(text);
        try {
            decimal = decimal.setScale(
                    Math.max(0, Math.min(decimal.scale(), field.fraction())), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("Invalid " + field.type() + " value: " + text, e);
        }
        if (decimal.precision() - decimal.scale() > field.whole()) {
            throw new IllegalArgumentException("Invalid " + field.type() + " value: " + text);
        }
        boolean asText = field.column().scale() != field.fraction();
        return asText ? decimal.stripTrailingZeros().toPlainString() : decimal.setScale(field.fraction());
    }

    private static Object time(String text) {
        try {
            return LocalTime.parse(text).toNanoOfDay() / 1_000;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid TIME value: " + text, e);
        }
    }

    private static Object datetime(String text) {
        try {
            LocalDateTime moment = LocalDateTime.parse(text.replace(' ', 'T'));
            long micros = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), moment);
            return between(micros, FIRST_DAY * DAY_MICROS, (LAST_DAY + 1) * DAY_MICROS - 1);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid DATETIME value: " + text, e);
        }
    }

    private static Object json(String text) {
        try {
            JSON.readTree(text);
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON value: " + text, e);
        }
    }

    private static Object between(long value, long first, long last) {
        if (value < first || value > last) {
            throw new IllegalArgumentException("Value out of range: " + value);
        }
        return value;
    }
}
