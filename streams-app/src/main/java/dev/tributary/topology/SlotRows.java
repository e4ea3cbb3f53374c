package dev.tributary.topology;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.RowAdapter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The rows of one slot as one schema, whichever version they are of; for many threads. */
final class SlotRows {
    private final RowSchema schema;
    private final Map<RowSchema, RowAdapter> adapters = new ConcurrentHashMap<>();

    SlotRows(RowSchema schema) {
        this.schema = schema;
    }

    RowSchema schema() {
        return schema;
    }

    boolean fits(RowSchema other) {
        return other == schema || adapters.containsKey(other);
    }

    /** Makes rows of another schema fit, or says why they do not. */
    void adapt(RowSchema other) {
        adapters.put(other, new RowAdapter(other, schema));
    }

    Row of(Row row) {
        return row.schema() == schema
                ? row
                : Objects.requireNonNull(adapters.get(row.schema())).adapt(row);
    }
}
