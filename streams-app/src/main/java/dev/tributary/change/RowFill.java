package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.RowAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills what a change event leaves open from the row before it. */
final class RowFill {
    /** Debezium's word for a TOASTed value that the change did not touch and the log does not hold. */
    private static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final ByteBuffer UNAVAILABLE_BYTES = ByteBuffer.wrap(UNAVAILABLE.getBytes(StandardCharsets.UTF_8));

    private final boolean ignoreNulls;

    RowFill(boolean ignoreNulls) {
        this.ignoreNulls = ignoreNulls;
    }

    /** The event with every open value filled, or null in its place and the event marked incomplete. */
    ChangeEvent fill(ChangeEvent event, @Nullable ChangeEvent held) {
        Row row = event.row();
        if (row == null) {
            return event;
        }
        Row before = before(row.schema(), held == null ? null : held.row());
        Row filled = row;
        boolean incomplete = false;
        for (int i = 0; i < row.schema().size(); i++) {
            Object value = row.get(i);
            boolean unavailable = value != null && unavailable(value);
            if (unavailable || (ignoreNulls && value == null && before != null)) {
                filled = filled.with(i, before == null ? null : before.get(i));
                incomplete |= unavailable && (before == null || (held != null && held.incomplete()));
            }
        }
        return event.withRow(filled, incomplete);
    }

    /** The row before in the columns of now; null where the source has changed them beyond what can be told. */
    private @Nullable Row before(RowSchema now, @Nullable Row held) {
        if (held == null || held.schema() == now) {
            return held;
        }
        try {
            return new RowAdapter(held.schema(), now).adapt(held);
        } catch (BadRecordException otherTypes) {
            return null;
        }
    }

    private static boolean unavailable(Object value) {
        if (value instanceof String text) {
            return text.equals(UNAVAILABLE);
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.equals(UNAVAILABLE_BYTES);
        }
        if (value instanceof List<?> items) {
            return items.size() == 1 && items.get(0) != null && unavailable(items.get(0));
        }
        return value instanceof Map<?, ?> entries && entries.containsKey(UNAVAILABLE);
    }
}
