package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.serde.RowVersions;
import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** Change events of one table as bytes, for stores and internal topics. */
public final class EventCodec {
    private static final int ROW = 1;
    private static final int INCOMPLETE = 2;
    private static final int TX = 4;

    private final RowVersions rows;

    public EventCodec(RowVersions rows) {
        this.rows = rows;
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
            rows.write(row, event.incomplete(), out);
        }
    }

    public ChangeEvent read(Decoder in) throws IOException {
        int flags = in.readInt();
        Op op = Op.of((char) in.readInt());
        Position position = Position.read(in);
        long sourceTsMs = in.readLong();
        String txId = (flags & TX) == 0 ? null : in.readString();
        Row row = (flags & ROW) == 0 ? null : rows.read((flags & INCOMPLETE) != 0, in);
        return new ChangeEvent(op, position, sourceTsMs, txId, row, (flags & INCOMPLETE) != 0);
    }
}
