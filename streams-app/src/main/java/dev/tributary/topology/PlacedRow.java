package dev.tributary.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row, or a tombstone, on its way to the partition of its output key: its position behind its length, then its value. */
final class PlacedRow {
    private static final byte TOMBSTONE = 0;
    private static final byte ROW = 1;
    private static final int HEAD = 1 + Short.BYTES;
    private static final byte[] NONE = {};

    private PlacedRow() {}

    static byte[] of(String position, byte @Nullable [] value) {
        byte[] place = position.getBytes(StandardCharsets.US_ASCII);
        byte[] row = value == null ? NONE : value;
        return ByteBuffer.allocate(HEAD + place.length + row.length)
                .put(value == null ? TOMBSTONE : ROW)
                .putShort((short) place.length)
                .put(place)
                .put(row)
                .array();
    }

    /** Bytes that sort, unsigned, as the versions of one output key do. */
    static byte[] position(byte[] placed) {
        return Arrays.copyOfRange(placed, HEAD, valueAt(placed));
    }

    static byte @Nullable [] value(byte[] placed) {
        return placed[0] == TOMBSTONE ? null : Arrays.copyOfRange(placed, valueAt(placed), placed.length);
    }

    private static int valueAt(byte[] placed) {
        return HEAD + ByteBuffer.wrap(placed).getShort(1);
    }
}
