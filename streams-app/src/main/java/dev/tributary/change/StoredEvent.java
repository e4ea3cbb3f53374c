package dev.tributary.change;

import dev.tributary.serde.Binary;
import dev.tributary.serde.RowVersions;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Encoder;

/** How a table's store keeps its latest events: a byte of flags, the event, what the guard remembers; for one thread. */
public final class StoredEvent {
    private static final int AFTER_STALE_DELETE = 1;
    private static final int READ = 2;
    private static final int FLOOR = 4;
    private static final byte[][] HEADS = {{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}};

    private final EventCodec codec;
    private final Binary binary = new Binary();

    public StoredEvent(RowVersions rows) {
        this.codec = new EventCodec(rows);
    }

    /** The event alone. */
    ChangeEvent event(byte[] stored) {
        try {
            return codec.read(binary.decoder(stored, 1));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    Held read(byte[] stored) {
        int flags = stored[0];
        try {
            BinaryDecoder in = binary.decoder(stored, 1);
            ChangeEvent event = codec.read(in);
            long read = (flags & READ) == 0 ? 0 : in.readLong();
            Position floor = (flags & FLOOR) == 0 ? Position.START : Position.read(in);
            return new Held(event, read, floor, (flags & AFTER_STALE_DELETE) != 0);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    byte[] bytes(Held held) {
        int flags = (held.afterStaleDelete() ? AFTER_STALE_DELETE : 0)
                | (held.read() == 0 ? 0 : READ)
                | (held.floor().equals(Position.START) ? 0 : FLOOR);
        return binary.bytes(HEADS[flags], out -> write(held, flags, out));
    }

    private void write(Held held, int flags, Encoder out) throws IOException {
        codec.write(held.event(), out);
        if ((flags & READ) != 0) {
            out.writeLong(held.read());
        }
        if ((flags & FLOOR) != 0) {
            held.floor().write(out);
        }
    }

    private static IllegalStateException unreadable(IOException cause) {
        return new IllegalStateException("a stored event cannot be read back", cause);
    }
}
