package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.RowCodec;
import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Change events of one table as bytes, for stores and internal topics. */
public final class EventCodec {
    private static final int ROW = 1;
    private static final int INCOMPLETE = 2;
    private static final int TX = 4;

    private final RowCodec rows;

    public EventCodec(RowSchema schema) {
        this.rows = new RowCodec(schema);
    }

    public void write(ChangeEvent event, Encoder out) throws IOException {
        Row row = event.row();
        String txId = event.txId();
        out.writeInt((row == null ? 0 : ROW) | (event.incomplete() ? INCOMPLETE : 0) | (txId == null ? 0 : TX));
        out.writeInt(event.op().letter());
        event.position().write(out);
        out.writeLong(event.sourceTsMs());
        if (txId != null) {
            out.writeString(txId);
        }
        if (row != null) {
            out.writeInt(rows.fingerprint());
            rows.write(row, out);
        }
    }

    public ChangeEvent read(Decoder in) throws IOException {
        int flags = in.readInt();
        Op op = Op.of((char) in.readInt());
        Position position = Position.read(in);
        long sourceTsMs = in.readLong();
        String txId = (flags & TX) == 0 ? null : in.readString();
        Row row = (flags & ROW) == 0 ? null : row(in);
        return new ChangeEvent(op, position, sourceTsMs, txId, row, (flags & INCOMPLETE) != 0);
    }

    private @Nullable Row row(Decoder in) throws IOException {
        int written = in.readInt();
        if (written != rows.fingerprint()) {
            throw new IllegalStateException(
                    "a stored row of " + rows.schema().avro().getFullName()
                            + " was written under another schema: its state has to be rebuilt (application reset)");
        }
        return rows.read(in);
    }
}
