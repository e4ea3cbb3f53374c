package dev.tributary.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's stand-in for a TOASTed value that the change did not touch and the log does not hold. It has a shape per type
 * of column; a real value that equals it cannot be told from it.
 */
final class Unavailable {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final String HSTORE = "{\"" + TEXT + "\":\"" + TEXT + "\"}";
    private static final ByteBuffer BYTES = ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8));
    private static final String ID = UUID.nameUUIDFromBytes(BYTES.array()).toString();
    /** {@code integer[]} and {@code date[]} are the text's bytes, number by number; so are {@code bigint[]}. */
    private static final List<Object> INTS = new ArrayList<>();

    private static final List<Object> LONGS = new ArrayList<>();

    static {
        for (byte code : BYTES.array()) {
            INTS.add((int) code);
            LONGS.add((long) code);
        }
    }

    private Unavailable() {}

    static boolean is(Object value) {
        if (value instanceof String text) {
            return text.equals(TEXT) || text.equals(HSTORE);
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.equals(BYTES);
        }
        if (value instanceof List<?> items) {
            return items.size() == 1 ? isElement(items.get(0)) : items.equals(INTS) || items.equals(LONGS);
        }
        return value instanceof Map<?, ?> entries && entries.containsKey(TEXT);
    }

    private static boolean isElement(@Nullable Object item) {
        return item instanceof String text ? text.equals(TEXT) || text.equals(ID) : BYTES.equals(item);
    }
}
