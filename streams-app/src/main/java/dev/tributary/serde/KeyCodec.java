package dev.tributary.serde;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tributary.pipeline.KeyFormat;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a key: equal keys have equal bytes, whoever writes them, so that a row and the row it refers to meet
 * in one partition.
 *
 * <p>JSON keys are spelt as Connect's JsonConverter does with {@code schemas.enable=false}: compact, columns in key order.
 */
public final class KeyCodec {
    private final KeyFormat format;
    private final List<String> columns;
    private final byte[][] openings;
    private final RowSchema keySchema;
    private final @Nullable JsonRowReader json;

    /**
     * Keys over some columns of a row schema.
     *
     * @param format a stable one; tables with other keys are spelt as JSON behind their repartition
     */
    public KeyCodec(KeyFormat format, List<String> columns, RowSchema schema) {
        this.format = format.stable() ? format : KeyFormat.JSON;
        this.columns = List.copyOf(columns);
        this.openings = new byte[columns.size()][];
        for (int i = 0; i < openings.length; i++) {
            String name = new String(JsonStringEncoder.getInstance().quoteAsString(columns.get(i)));
            openings[i] = ((i == 0 ? "{\"" : ",\"") + name + "\":").getBytes(StandardCharsets.UTF_8);
        }
        this.keySchema = keySchema(schema, columns);
        this.json = this.format == KeyFormat.JSON ? new JsonRowReader(keySchema) : null;
    }

    /** The key columns alone. */
    public RowSchema schema() {
        return keySchema;
    }

    public List<String> columns() {
        return columns;
    }

    public KeyFormat format() {
        return format;
    }

    /** The key's bytes, or null when one of its values is null: such a reference points nowhere. */
    public byte @Nullable [] bytes(@Nullable Object[] values) {
        for (Object value : values) {
            if (value == null) {
                return null;
            }
        }
        return switch (format) {
            case TEXT -> String.valueOf(values[0]).getBytes(StandardCharsets.UTF_8);
            case INT32 ->
                ByteBuffer.allocate(Integer.BYTES).putInt((Integer) values[0]).array();
            case INT64 ->
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(((Number) values[0]).longValue())
                        .array();
            default -> json(values);
        };
    }

    /** The values that a key's bytes spell, as a row of {@link #schema()}. */
    public Row values(byte[] key) {
        return switch (format) {
            case TEXT -> text(new String(key, StandardCharsets.UTF_8));
            case INT32 -> number(key, Integer.BYTES);
            case INT64 -> number(key, Long.BYTES);
            default -> JsonInput.read(key, this::object);
        };
    }

    private Row object(JsonParser in) throws java.io.IOException {
        return java.util.Objects.requireNonNull(json).read(in);
    }

    private byte[] json(@Nullable Object[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32);
        for (int i = 0; i < openings.length; i++) {
            out.writeBytes(openings[i]);
            out.writeBytes(scalar(keySchema.type(i), java.util.Objects.requireNonNull(values[i])));
        }
        out.write('}');
        return out.toByteArray();
    }

    private static byte[] scalar(Schema type, Object value) {
        if (Decimals.isDecimal(type)) {
            return Decimals.toNumber((ByteBuffer) value, type).toString().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof String text) {
            return ('"' + quoted(text) + '"').getBytes(StandardCharsets.UTF_8);
        }
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Jackson, and so Connect, writes what is beyond 16 bits as two escapes. */
    private static String quoted(String text) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        if (quoted.chars().noneMatch(code -> Character.isSurrogate((char) code))) {
            return quoted;
        }
        StringBuilder escaped = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char code = quoted.charAt(i);
            escaped.append(Character.isSurrogate(code) ? String.format("\\u%04X", (int) code) : code);
        }
        return escaped.toString();
    }

    private Row text(String text) {
        try {
            Object value = switch (keySchema.type(0).getType()) {
                case INT -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                default -> text;
            };
            return new Row(keySchema, new Object[] {value});
        } catch (NumberFormatException e) {
            throw new BadRecordException("the key is no " + keySchema.type(0).getName());
        }
    }

    private Row number(byte[] key, int width) {
        if (key.length != width) {
            throw new BadRecordException("the key has " + key.length + " bytes, not " + width);
        }
        ByteBuffer bytes = ByteBuffer.wrap(key);
        boolean isInt = keySchema.type(0).getType() == Schema.Type.INT;
        long value = width == Integer.BYTES ? bytes.getInt() : bytes.getLong();
        return new Row(keySchema, new Object[] {isInt ? (Object) (int) value : (Object) value});
    }

    private static RowSchema keySchema(RowSchema schema, List<String> columns) {
        List<Schema.Field> fields = columns.stream()
                .map(column -> new Schema.Field(column, schema.type(schema.indexOf(column))))
                .toList();
        return RowSchema.of(Schema.createRecord(
                schema.avro().getName() + "Key", null, schema.avro().getNamespace(), false, fields));
    }
}
