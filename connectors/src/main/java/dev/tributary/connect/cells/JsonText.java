package dev.tributary.connect.cells;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes a nested Connect value as compact JSON: decimals exactly, bytes as base64, dates as ISO-8601 text. */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(@Nullable Object value) {
        JsonText text = new JsonText();
        text.value(value);
        return text.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Struct struct) {
            struct(struct);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> list) {
            list(list);
        } else {
            string(text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof Date date ? date.toInstant().toString() : value.toString();
    }

    private void number(Number number) {
        if (number instanceof BigDecimal decimal) {
            out.append(decimal.toPlainString());
        } else if (Double.isFinite(number.doubleValue())) {
            out.append(number);
        } else {
            string(number.toString());
        }
    }

    private void struct(Struct struct) {
        out.append('{');
        String separator = "";
        for (Field field : struct.schema().fields()) {
            out.append(separator);
            string(field.name());
            out.append(':');
            value(struct.get(field));
            separator = ",";
        }
        out.append('}');
    }

    private void map(Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void list(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ') {
            out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
        } else {
            out.append(c);
        }
    }
}
