package dev.tributary.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: decimals as exact numbers, bytes in base64, every column named, nulls included. */
public final class JsonRowWriter implements RowWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final RowSchema schema;
    private final SerializedString[] names;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);

    public JsonRowWriter(RowSchema schema) {
        this.schema = schema;
        this.names = schema.names().stream().map(SerializedString::new).toArray(SerializedString[]::new);
    }

    @Override
    public byte[] write(Row row) {
        try {
            buffer.reset();
            try (JsonGenerator out = FACTORY.createGenerator(buffer)) {
                object(row, out);
            }
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("encoding in memory failed", e);
        }
    }

    private void object(Row row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            out.writeFieldName(names[i]);
            value(row.get(i), schema.type(i), out);
        }
        out.writeEndObject();
    }

    private static void value(@Nullable Object value, Schema type, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (type.getType()) {
            case INT -> out.writeNumber((Integer) value);
            case LONG -> out.writeNumber((Long) value);
            case FLOAT -> out.writeNumber((Float) value);
            case DOUBLE -> out.writeNumber((Double) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case STRING, ENUM -> out.writeString((String) value);
            case BYTES, FIXED -> bytes((ByteBuffer) value, type, out);
            case RECORD -> new JsonRowWriter(((Row) value).schema()).object((Row) value, out);
            case ARRAY -> array((List<?>) value, RowSchema.nonNull(type.getElementType()), out);
            case MAP -> map((Map<?, ?>) value, RowSchema.nonNull(type.getValueType()), out);
            default -> throw new IllegalArgumentException("no JSON form of Avro type " + type.getType());
        }
    }

    private static void bytes(ByteBuffer value, Schema type, JsonGenerator out) throws IOException {
        if (Decimals.isDecimal(type)) {
            out.writeNumber(Decimals.toNumber(value, type));
        } else {
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            out.writeBinary(bytes);
        }
    }

    private static void array(List<?> items, Schema element, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Object item : items) {
            value(item, element, out);
        }
        out.writeEndArray();
    }

    private static void map(Map<?, ?> entries, Schema item, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.writeFieldName((String) Objects.requireNonNull(entry.getKey()));
            value(entry.getValue(), item, out);
        }
        out.writeEndObject();
    }
}
