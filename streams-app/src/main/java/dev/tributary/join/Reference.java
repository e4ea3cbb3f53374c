package dev.tributary.join;

import dev.tributary.pipeline.FieldRef;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.KeyCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spells the key that a joined row refers to, as the joined table spells its keys. */
final class Reference {
    private final int[] slots;
    private final int[] columns;
    private final KeyCodec keys;

    /**
     * A reference by some columns.
     *
     * @param on the referring columns, in the order of the joined table's key
     * @param slotSchemas the row schemas of the slots joined so far, in slot order by table name
     */
    Reference(List<FieldRef> on, Map<String, RowSchema> slotSchemas, KeyCodec keys) {
        List<String> tables = List.copyOf(slotSchemas.keySet());
        this.slots = on.stream().mapToInt(ref -> tables.indexOf(ref.table())).toArray();
        this.columns = on.stream()
                .mapToInt(ref -> java.util.Objects.requireNonNull(slotSchemas.get(ref.table()))
                        .indexOf(ref.column()))
                .toArray();
        this.keys = keys;
    }

    /** The key referred to, or null when a referring column is null. */
    byte @Nullable [] of(Joined joined) {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Row row = joined.row(slots[i]);
            values[i] = row == null ? null : row.get(columns[i]);
        }
        return keys.bytes(values);
    }
}
