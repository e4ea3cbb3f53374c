package dev.tributary.serde;

import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The type that has one value, null, and no bytes. */
final class NullCodec implements Codec {
    @Override
    public @Nullable Object read(Decoder in) {
        return null;
    }

    @Override
    public void skip(Decoder in) {}

    @Override
    public void write(@Nullable Object value, Encoder out) {}
}
