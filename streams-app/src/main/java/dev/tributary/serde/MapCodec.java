package dev.tributary.serde;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A map from text to one value type, kept in key order so that equal maps have equal bytes. */
final class MapCodec implements Codec {
    private final Codec item;

    MapCodec(Codec item) {
        this.item = item;
    }

    @Override
    public Object read(Decoder in) throws IOException {
        Map<String, @Nullable Object> entries = new TreeMap<>();
        for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
            for (long i = 0; i < left; i++) {
                entries.put(in.readString(), item.read(in));
            }
        }
        return entries;
    }

    @Override
    public void skip(Decoder in) throws IOException {
        for (long left = in.skipMap(); left > 0; left = in.skipMap()) {
            for (long i = 0; i < left; i++) {
                in.skipString();
                item.skip(in);
            }
        }
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        Map<?, ?> entries = (Map<?, ?>) Objects.requireNonNull(value);
        out.writeMapStart();
        out.setItemCount(entries.size());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.startItem();
            out.writeString((String) entry.getKey());
            item.write(entry.getValue(), out);
        }
        out.writeMapEnd();
    }
}
