package dev.tributary.serde;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value as a value of an Avro type, exactly or not at all. */
final class JsonValues {
    /** Reads the value that the parser stands on. */
    interface Reader {
        Object from(JsonParser in) throws IOException;
    }

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private JsonValues() {}

    static Reader of(String column, Schema type) {
        if (Decimals.isDecimal(type)) {
            return in -> Decimals.toBytes(decimal(column, in), type, column);
        }
        return switch (type.getType()) {
            case INT ->
                in -> expect(column, in, JsonToken.VALUE_NUMBER_INT, "an integer")
                        .getIntValue();
            case LONG ->
                in -> expect(column, in, JsonToken.VALUE_NUMBER_INT, "an integer")
                        .getLongValue();
            case FLOAT ->
                in -> notFinite(in) ? (float) special(in) : number(column, in).getFloatValue();
            case DOUBLE ->
                in -> notFinite(in) ? special(in) : number(column, in).getDoubleValue();
            case BOOLEAN -> in -> bool(column, in);
            case STRING, ENUM ->
                in -> expect(column, in, JsonToken.VALUE_STRING, "text").getText();
            case BYTES, FIXED ->
                in -> ByteBuffer.wrap(expect(column, in, JsonToken.VALUE_STRING, "base64 text")
                        .getBinaryValue());
            case RECORD -> new JsonRowReader(RowSchema.of(type))::read;
            case ARRAY -> array(column, of(column, RowSchema.nonNull(type.getElementType())));
            case MAP -> map(column, of(column, RowSchema.nonNull(type.getValueType())));
            default -> throw new IllegalArgumentException("column '" + column + "': no JSON form of " + type.getType());
        };
    }

    private static Reader array(String column, Reader element) {
        return in -> {
            expect(column, in, JsonToken.START_ARRAY, "an array");
            List<@Nullable Object> items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(in.currentToken() == JsonToken.VALUE_NULL ? null : element.from(in));
            }
            return items;
        };
    }

    private static Reader map(String column, Reader item) {
        return in -> {
            expect(column, in, JsonToken.START_OBJECT, "an object");
            Map<String, @Nullable Object> entries = new TreeMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                entries.put(name, in.nextToken() == JsonToken.VALUE_NULL ? null : item.from(in));
            }
            return entries;
        };
    }

    private static BigDecimal decimal(String column, JsonParser in) throws IOException {
        if (in.currentToken().isNumeric()) {
            return in.getDecimalValue();
        }
        String text = expect(column, in, JsonToken.VALUE_STRING, "a decimal").getText();
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new BadRecordException("column '" + column + "' is no decimal text; base64 bytes are not guessed at:"
                    + " set decimal.handling.mode=string at the source, or decimal.format=NUMERIC at its converter");
        }
    }

    /** JSON has no number for these: Connect writes them as text. */
    private static boolean notFinite(JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.VALUE_STRING && NOT_FINITE.contains(in.getText());
    }

    private static double special(JsonParser in) throws IOException {
        return Double.parseDouble(in.getText());
    }

    private static JsonParser number(String column, JsonParser in) {
        if (!in.currentToken().isNumeric()) {
            throw mismatch(column, in, "a number");
        }
        return in;
    }

    private static Boolean bool(String column, JsonParser in) {
        if (!in.currentToken().isBoolean()) {
            throw mismatch(column, in, "true or false");
        }
        return in.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static JsonParser expect(String column, JsonParser in, JsonToken token, String expected) {
        if (in.currentToken() != token) {
            throw mismatch(column, in, expected);
        }
        return in;
    }

    private static BadRecordException mismatch(String column, JsonParser in, String expected) {
        return new BadRecordException("column '" + column + "' should be " + expected + ", but the record has "
                + in.currentToken().name().replace("VALUE_", "").toLowerCase(java.util.Locale.ROOT));
    }
}
