package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.RowAdapter;
import org.jspecify.annotations.Nullable;

/** Fills what a change event leaves open from the row before it. */
final class RowFill {
    private final boolean ignoreNulls;

    RowFill(boolean ignoreNulls) {
        this.ignoreNulls = ignoreNulls;
    }

    /** The event with every open value filled, or null in its place and the event marked incomplete; either is counted. */
    ChangeEvent fill(ChangeEvent event, @Nullable ChangeEvent held, Counters counters) {
        Row row = event.row();
        if (row == null) {
            return event;
        }
        Row before = before(row.schema(), held == null ? null : held.row());
        Row filled = row;
        boolean open = false;
        boolean incomplete = false;
        for (int i = 0; i < row.schema().size(); i++) {
            Object value = row.get(i);
            boolean unavailable = value != null && Unavailable.is(value);
            if (unavailable || (ignoreNulls && value == null && before != null)) {
                filled = filled.with(i, before == null ? null : before.get(i));
                open = true;
                incomplete |= unavailable && (before == null || (held != null && held.incomplete()));
            }
        }
        if (incomplete) {
            counters.incomplete();
        } else if (open) {
            counters.filled();
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
}
