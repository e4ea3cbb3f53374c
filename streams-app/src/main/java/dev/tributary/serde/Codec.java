package dev.tributary.serde;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Reads, skips and writes values of one Avro type in the shapes that a {@link dev.tributary.row.Row} holds. */
interface Codec {
    @Nullable
    Object read(Decoder in) throws IOException;

    void skip(Decoder in) throws IOException;

    void write(@Nullable Object value, Encoder out) throws IOException;
}
