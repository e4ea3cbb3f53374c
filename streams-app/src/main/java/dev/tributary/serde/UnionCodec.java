package dev.tributary.serde;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A union of null and one type, in either order: the only union that a row column can be. */
final class UnionCodec implements Codec {
    private final int nullBranch;
    private final Codec value;

    private UnionCodec(int nullBranch, Codec value) {
        this.nullBranch = nullBranch;
        this.value = value;
    }

    /** A value that may be null. */
    static UnionCodec optional(Codec value) {
        return new UnionCodec(0, value);
    }

    static UnionCodec of(Schema union) {
        List<Schema> branches = union.getTypes();
        int nullBranch = branches.indexOf(Schema.create(Schema.Type.NULL));
        if (branches.size() != 2 || nullBranch < 0) {
            throw new IllegalArgumentException("only unions of null and one type can be read, not " + union);
        }
        return new UnionCodec(nullBranch, Codecs.of(branches.get(1 - nullBranch)));
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
        return in.readIndex() == nullBranch ? null : value.read(in);
    }

    @Override
    public void skip(Decoder in) throws IOException {
        if (in.readIndex() != nullBranch) {
            value.skip(in);
        }
    }

    @Override
    public void write(@Nullable Object item, Encoder out) throws IOException {
        out.writeIndex(item == null ? nullBranch : 1 - nullBranch);
        if (item != null) {
            value.write(item, out);
        }
    }
}
