package dev.tributary.serde;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** An array of one element type. */
final class ArrayCodec implements Codec {
    private final Codec element;

    ArrayCodec(Codec element) {
        this.element = element;
    }

    @Override
    public Object read(Decoder in) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
            for (long i = 0; i < left; i++) {
                items.add(element.read(in));
            }
        }
        return items;
    }

    @Override
    public void skip(Decoder in) throws IOException {
        for (long left = in.skipArray(); left > 0; left = in.skipArray()) {
            for (long i = 0; i < left; i++) {
                element.skip(in);
            }
        }
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        List<?> items = (List<?>) Objects.requireNonNull(value);
        out.writeArrayStart();
        out.setItemCount(items.size());
        for (Object item : items) {
            out.startItem();
            element.write(item, out);
        }
        out.writeArrayEnd();
    }
}
