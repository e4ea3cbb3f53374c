package dev.tributary.join;

import dev.tributary.pipeline.FieldRef;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.RowVersions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spells the key that a joined row refers to, as the joined table spells its keys. */
final class Reference {
    private final int[] slots;
    private final String[] names;
    private final RowSchema[] schemas;
    private final int[] columns;
    private final KeyCodec keys;

    /**
     * A reference by some columns.
     *
     * @param on the referring columns, in the order of the joined table's key
     * @param rows the rows of the slots joined so far, in slot order by table name
     */
    Reference(List<FieldRef> on, Map<String, RowVersions> rows, KeyCodec keys) {
        List<String> tables = List.copyOf(rows.keySet());
        this.slots = on.stream().mapToInt(ref -> tables.indexOf(ref.table())).toArray();
        this.names = on.stream().map(FieldRef::column).toArray(String[]::new);
        this.schemas = on.stream()
                .map(ref -> Objects.requireNonNull(rows.get(ref.table())).present())
                .toArray(RowSchema[]::new);
        this.columns = new int[names.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = schemas[i].indexOf(names[i]);
        }
        this.keys = keys;
    }

    /** The key referred to, or null when a referring column is null. */
    byte @Nullable [] of(Joined joined) {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Row row = joined.row(slots[i]);
            values[i] = row == null ? null : value(row, i);
        }
        return keys.bytes(values);
    }

    private @Nullable Object value(Row row, int i) {
        return row.schema() == schemas[i] ? row.get(columns[i]) : row.get(names[i]);
    }
}
