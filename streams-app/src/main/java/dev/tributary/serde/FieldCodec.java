package dev.tributary.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** Reads or skips single fields of a writer schema. */
public final class FieldCodec {
    private final Codec codec;

    private FieldCodec(Codec codec) {
        this.codec = codec;
    }

    /** The codec of a field's declared schema, null branch included. */
    public static FieldCodec of(Schema schema) {
        return new FieldCodec(Codecs.of(schema));
    }

    public @Nullable Object read(Decoder in) throws IOException {
        return codec.read(in);
    }

    public void skip(Decoder in) throws IOException {
        codec.skip(in);
    }
}
