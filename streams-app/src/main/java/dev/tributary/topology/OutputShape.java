package dev.tributary.topology;

import dev.tributary.join.Joined;
import dev.tributary.pipeline.KeyFormat;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.OutputField;
import dev.tributary.projection.Projection;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.RowWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an output's records look like: their key, their columns, and how they are written. */
final class OutputShape {
    private final Output output;
    private final List<SlotRows> slots;
    private final Projection projection;
    private final KeyCodec drivingKeys;
    private final KeyCodec outputKeys;
    private final OutputRow rows;
    private final OutputWriters outputWriters;
    private @Nullable Supplier<RowWriter> writers;

    /** The shape of an output whose slots hold rows of these schemas. */
    OutputShape(Output output, List<RowSchema> slots, Columns columns) {
        this.output = output;
        this.slots = slots.stream().map(SlotRows::new).toList();
        this.projection = columns.projection();
        this.drivingKeys = columns.drivingKeys();
        List<String> names = drivingKeys.columns().stream()
                .map(column -> projectedName(output, column))
                .toList();
        this.outputKeys = new KeyCodec(KeyFormat.JSON, names, projection.schema());
        this.rows = new OutputRow(projection.schema(), output.metadata(), decidingSlots(output));
        this.outputWriters = columns.writers();
    }

    /** The columns that go out, the keys of the driving table, and what makes writers. */
    record Columns(Projection projection, KeyCodec drivingKeys, OutputWriters writers) {}

    /** The schemas that the slots' rows are taken as. */
    List<RowSchema> slots() {
        return slots.stream().map(SlotRows::schema).toList();
    }

    RowSchema slot(int slot) {
        return slots.get(slot).schema();
    }

    boolean fits(int slot, RowSchema schema) {
        return slots.get(slot).fits(schema);
    }

    /** Whether rows of these schemas are known to go out in this shape. */
    boolean fits(Joined joined) {
        for (int i = 0; i < slots.size(); i++) {
            Row row = joined.row(i);
            if (row != null && !fits(i, row.schema())) {
                return false;
            }
        }
        return true;
    }

    void adapt(int slot, RowSchema schema) {
        slots.get(slot).adapt(schema);
    }

    /** The columns of the output's values, metadata included. */
    RowSchema schema() {
        return rows.schema();
    }

    Output.Deletes deletes() {
        return output.deletes();
    }

    OutputRow rows() {
        return rows;
    }

    /** Makes the output ready to write rows of this shape: for Avro this registers their schema. */
    OutputShape registered() {
        writers = outputWriters.of(output, rows.schema());
        return this;
    }

    RowWriter newWriter() {
        return Objects.requireNonNull(writers, "rows of this shape are not written")
                .get();
    }

    /**
     * The output row of a joined one, without metadata.
     *
     * @throws dev.tributary.projection.ProjectionException when an expression has no value for it
     */
    Row project(Joined joined) {
        return projection.apply(rows(joined));
    }

    private @Nullable Row[] rows(Joined joined) {
        @Nullable Row[] fitting = joined.rows(slots.size());
        for (int i = 0; i < fitting.length; i++) {
            Row row = fitting[i];
            fitting[i] = row == null ? null : slots.get(i).of(row);
        }
        return fitting;
    }

    /** The output record's key: the driving key under the names that its columns have in the output. */
    byte[] key(byte[] drivingKey) {
        boolean same =
                drivingKeys.format() == KeyFormat.JSON && drivingKeys.columns().equals(outputKeys.columns());
        return same ? drivingKey : Objects.requireNonNull(outputKeys.bytes(values(drivingKey)));
    }

    /** A row of the output's key columns alone. */
    Row keyColumns(byte[] drivingKey) {
        return new Row(outputKeys.schema(), values(drivingKey));
    }

    private @Nullable Object[] values(byte[] drivingKey) {
        Row told = drivingKeys.values(drivingKey);
        @Nullable Object[] values = new @Nullable Object[told.schema().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = told.get(i);
        }
        return values;
    }

    /** The name under which a key column of the driving table goes out; the checks made sure that it does. */
    static String projectedName(Output output, String column) {
        return output.fields().stream()
                .filter(field -> field instanceof OutputField.Plain plain
                        && plain.source().table().equals(output.from())
                        && plain.source().column().equals(column))
                .map(field -> ((OutputField.Plain) field).name())
                .findFirst()
                .orElse(column);
    }

    /** The driving slot, and each joined one that a later join refers to. */
    private static List<Integer> decidingSlots(Output output) {
        List<String> slots = output.slots();
        return slots.stream()
                .filter(slot -> slot.equals(output.from())
                        || output.joins().stream()
                                .anyMatch(join -> join.on().stream()
                                        .anyMatch(ref -> ref.table().equals(slot))))
                .map(slots::indexOf)
                .toList();
    }
}
