package dev.tributary.serde;

import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Builds the codec of an Avro type once, so that no schema is looked at per value. */
final class Codecs {
    private interface Read {
        Object from(Decoder in) throws IOException;
    }

    private interface Skip {
        void in(Decoder in) throws IOException;
    }

    private interface Write {
        void to(Object value, Encoder out) throws IOException;
    }

    private record Plain(Read reading, Skip skipping, Write writing) implements Codec {
        @Override
        public Object read(Decoder in) throws IOException {
            return reading.from(in);
        }

        @Override
        public void skip(Decoder in) throws IOException {
            skipping.in(in);
        }

        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            writing.to(Objects.requireNonNull(value, "a column that is not nullable holds null"), out);
        }
    }

    private Codecs() {}

    static Codec of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> UnionCodec.of(schema);
            case RECORD -> new RowCodec(RowSchema.of(schema));
            case ARRAY -> new ArrayCodec(of(schema.getElementType()));
            case MAP -> new MapCodec(of(schema.getValueType()));
            case ENUM -> enumeration(schema);
            case FIXED -> fixed(schema.getFixedSize());
            case NULL -> new NullCodec();
            default -> scalar(schema.getType());
        };
    }

    private static Codec scalar(Schema.Type type) {
        return switch (type) {
            case INT -> new Plain(Decoder::readInt, Decoder::readInt, (v, out) -> out.writeInt((Integer) v));
            case LONG -> new Plain(Decoder::readLong, Decoder::readLong, (v, out) -> out.writeLong((Long) v));
            case BOOLEAN ->
                new Plain(Decoder::readBoolean, Decoder::readBoolean, (v, out) -> out.writeBoolean((Boolean) v));
            case FLOAT -> new Plain(Decoder::readFloat, Decoder::readFloat, (v, out) -> out.writeFloat((Float) v));
            case DOUBLE -> new Plain(Decoder::readDouble, Decoder::readDouble, (v, out) -> out.writeDouble((Double) v));
            case STRING -> new Plain(Decoder::readString, Decoder::skipString, (v, out) -> out.writeString((String) v));
            case BYTES ->
                new Plain(
                        in -> in.readBytes(null),
                        Decoder::skipBytes,
                        (v, out) -> out.writeBytes(((ByteBuffer) v).duplicate()));
            default -> throw new IllegalArgumentException("no codec for Avro type " + type);
        };
    }

    private static Codec enumeration(Schema schema) {
        return new Plain(
                in -> schema.getEnumSymbols().get(in.readEnum()),
                Decoder::readEnum,
                (value, out) -> out.writeEnum(schema.getEnumOrdinal((String) value)));
    }

    private static Codec fixed(int size) {
        return new Plain(
                in -> {
                    byte[] bytes = new byte[size];
                    in.readFixed(bytes);
                    return ByteBuffer.wrap(bytes);
                },
                in -> in.skipFixed(size),
                (value, out) -> out.writeFixed(((ByteBuffer) value).duplicate()));
    }
}
