package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.EventCodec;
import dev.tributary.serde.Binary;
import dev.tributary.serde.RowVersions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Routed rows as bytes, for internal topics and stores; shared by threads. */
final class RoutedRowSerde implements Serde<RoutedRow> {
    private static final byte[] VERSION = {1};
    /** In the order of their codes. */
    private static final List<Move> MOVES = List.of(Move.STAYED, Move.ARRIVED, Move.LEFT, Move.NEW);

    private static final byte[] NONE = {};

    private final ThreadLocal<Binary> binary = ThreadLocal.withInitial(Binary::new);
    private final List<EventCodec> codecs;

    /** A serde for rows whose slots have these schemas. */
    RoutedRowSerde(List<RowVersions> slots) {
        this.codecs = slots.stream().map(EventCodec::new).toList();
    }

    byte[] bytes(RoutedRow row) {
        return binary.get().bytes(VERSION, out -> write(row, out));
    }

    RoutedRow row(byte[] bytes) {
        try {
            return read(binary.get().decoder(bytes, VERSION.length));
        } catch (IOException e) {
            throw new IllegalStateException("a routed row cannot be read back", e);
        }
    }

    private void write(RoutedRow row, Encoder out) throws IOException {
        byte[] reference = row.reference();
        out.writeInt(MOVES.indexOf(row.move()));
        out.writeBytes(row.key());
        out.writeBoolean(reference != null);
        out.writeBytes(reference == null ? NONE : reference);
        out.writeBoolean(row.gone());
        out.writeInt(row.partition());
        out.writeLong(row.offset());
        out.writeInt(row.joined().size());
        for (int i = 0; i < row.joined().size(); i++) {
            ChangeEvent event = row.joined().event(i);
            out.writeBoolean(event != null);
            if (event != null) {
                codecs.get(i).write(event, out);
            }
        }
    }

    private RoutedRow read(Decoder in) throws IOException {
        Move move = MOVES.get(in.readInt());
        byte[] key = array(in.readBytes(null));
        boolean refers = in.readBoolean();
        byte[] reference = array(in.readBytes(null));
        boolean gone = in.readBoolean();
        int partition = in.readInt();
        long offset = in.readLong();
        @Nullable ChangeEvent[] slots = new @Nullable ChangeEvent[in.readInt()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.readBoolean() ? codecs.get(i).read(in) : null;
        }
        return new RoutedRow(
                move, key, refers ? reference : null, gone, new Joined(slots, partition, offset), partition, offset);
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public Serializer<RoutedRow> serializer() {
        return (topic, row) -> row == null ? null : bytes(row);
    }

    @Override
    public Deserializer<RoutedRow> deserializer() {
        return (topic, bytes) -> bytes == null ? null : row(bytes);
    }
}
