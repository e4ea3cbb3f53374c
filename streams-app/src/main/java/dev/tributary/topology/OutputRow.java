package dev.tributary.topology;

import dev.tributary.change.ChangeEvent;
import dev.tributary.join.Joined;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Puts the metadata columns behind the projected ones: what changed, when, and where in the source's commit order. */
final class OutputRow {
    private static final List<String> NAMES =
            List.of("__op", "__deleted", "__source_ts_ms", "__commit_lsn", "__lsn", "__tx_id", "__position");

    private final RowSchema schema;
    private final int columns;
    private final boolean metadata;
    private final List<Integer> decidingSlots;

    /**
     * Output rows over projected ones.
     *
     * @param decidingSlots the slots whose positions order the versions of one output key
     */
    OutputRow(RowSchema projected, boolean metadata, List<Integer> decidingSlots) {
        this.columns = projected.size();
        this.metadata = metadata;
        this.schema = metadata ? RowSchema.of(withMetadata(projected.avro())) : projected;
        this.decidingSlots = decidingSlots;
    }

    /** Text that orders the versions of one output key. */
    String position(Joined joined) {
        return joined.version(decidingSlots);
    }

    RowSchema schema() {
        return schema;
    }

    /** The output row of a projected one. */
    Row of(Row projected, Joined joined) {
        if (!metadata) {
            return projected;
        }
        @Nullable Object[] values = new @Nullable Object[columns + NAMES.size()];
        for (int i = 0; i < columns; i++) {
            values[i] = projected.get(i);
        }
        fill(values, joined, false);
        return new Row(schema, values);
    }

    /** The output row that says of its key that it is gone: key columns and metadata, every other column null. */
    Row deleted(Row key, Joined latest) {
        @Nullable Object[] values = new @Nullable Object[columns + NAMES.size()];
        for (int i = 0; i < columns; i++) {
            values[i] = key.get(schema.name(i));
        }
        fill(values, latest, true);
        return new Row(schema, values);
    }

    private void fill(@Nullable Object[] values, Joined joined, boolean deleted) {
        ChangeEvent newest = joined.newest();
        int at = columns;
        values[at++] = deleted ? "d" : String.valueOf(newest.op().letter());
        values[at++] = deleted;
        values[at++] = newest.sourceTsMs();
        values[at++] = newest.position().commit();
        values[at++] = newest.position().event();
        values[at++] = newest.txId();
        values[at] = position(joined);
    }

    private static Schema withMetadata(Schema projected) {
        Schema text = Schema.create(Schema.Type.STRING);
        Schema number = Schema.create(Schema.Type.LONG);
        List<Schema> types = List.of(
                text,
                Schema.create(Schema.Type.BOOLEAN),
                number,
                number,
                number,
                SchemaBuilder.nullable().stringType(),
                text);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : projected.getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
        }
        for (int i = 0; i < NAMES.size(); i++) {
            boolean optional = types.get(i).isNullable();
            Schema type = optional ? Schema.createUnion(Schema.create(Schema.Type.NULL), text) : types.get(i);
            fields.add(new Schema.Field(NAMES.get(i), type, null, optional ? Schema.Field.NULL_DEFAULT_VALUE : null));
        }
        return Schema.createRecord(projected.getName(), projected.getDoc(), projected.getNamespace(), false, fields);
    }
}
