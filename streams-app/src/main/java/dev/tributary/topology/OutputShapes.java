package dev.tributary.topology;

import dev.tributary.join.Joined;
import dev.tributary.pipeline.Evolution;
import dev.tributary.pipeline.Join;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.PipelineException;
import dev.tributary.pipeline.Table;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.RowVersions;
import dev.tributary.serde.SchemaRefusedException;
import dev.tributary.serde.WiderSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shape of an output, which follows the columns of its tables as its evolution policy says; for many threads. */
final class OutputShapes {
    private static final Logger LOG = LoggerFactory.getLogger(OutputShapes.class);

    /** Makes the output's shape for the schemas of its slots. */
    interface Maker {
        OutputShape of(List<RowSchema> slots);
    }

    /** A table of the output, and its rows. */
    record Slot(Table table, RowVersions rows) {}

    private final Output output;
    private final List<RowVersions> tables;
    private final List<Set<String>> needed;
    private final Maker maker;
    private volatile OutputShape current;

    /**
     * Shapes that begin as the one for the schemas {@code start}, and hear of new ones from the tables' rows.
     *
     * @param slots the driving table, then the joined ones
     */
    OutputShapes(Output output, List<Slot> slots, List<RowSchema> start, Maker maker) {
        this.output = output;
        this.tables = slots.stream().map(Slot::rows).toList();
        this.needed = slots.stream().map(slot -> needed(output, slot)).toList();
        this.maker = maker;
        this.current = maker.of(start).registered();
        for (int i = 0; i < tables.size(); i++) {
            int slot = i;
            tables.get(i).guardedBy(arrived -> admit(slot, arrived));
        }
    }

    private static Set<String> needed(Output output, Slot slot) {
        Set<String> columns = new TreeSet<>(slot.table().key());
        for (Join join : output.joins()) {
            join.on().stream()
                    .filter(ref -> ref.table().equals(slot.table().name()))
                    .forEach(ref -> columns.add(ref.column()));
        }
        return columns;
    }

    OutputShape current() {
        return current;
    }

    /**
     * The shape that a row goes out in.
     *
     * @throws BadRecordException when it cannot go out, but others can
     * @throws SchemaChangeException when nothing should
     */
    OutputShape of(Joined row) {
        OutputShape shape = current;
        while (!shape.fits(row)) {
            admit(row);
            shape = current;
        }
        return shape;
    }

    private void admit(Joined joined) {
        for (int slot = 0; slot < tables.size(); slot++) {
            Row row = joined.row(slot);
            if (row != null) {
                admit(slot, row.schema());
            }
        }
    }

    /** Takes notice of a schema that rows of a slot have. */
    private synchronized void admit(int slot, RowSchema arrived) {
        if (current.fits(slot, arrived)) {
            return;
        }
        requireKeys(slot, arrived);
        RowVersions rows = tables.get(slot);
        boolean lenient = output.evolution() == Evolution.LENIENT && rows.follows();
        if (lenient || rows.isNewer(arrived, current.slot(slot))) {
            follow(slot, arrived);
        }
        if (!current.fits(slot, arrived)) {
            current.adapt(slot, arrived);
        }
    }

    private void follow(int slot, RowSchema arrived) {
        switch (output.evolution()) {
            case LENIENT -> change(slot, WiderSchema.of(current.slot(slot), arrived));
            case EXCEPTION -> requireSame(slot, arrived);
            case EVOLVE -> change(slot, arrived);
            case TRY_EVOLVE -> tryEvolve(slot, arrived);
            case IGNORE -> {}
        }
    }

    private void tryEvolve(int slot, RowSchema arrived) {
        try {
            change(slot, arrived);
        } catch (SchemaChangeException impossible) {
            LOG.warn("{}; the output keeps its columns", impossible.getMessage());
        }
    }

    private void change(int slot, RowSchema next) {
        if (next == current.slot(slot)) {
            return;
        }
        try {
            OutputShape changed = maker.of(slots(slot, next));
            changed.adapt(slot, current.slot(slot));
            changed.registered();
            LOG.info(
                    "output {} has the columns {} from now on",
                    output.name(),
                    changed.schema().names());
            current = changed;
        } catch (PipelineException | SchemaRefusedException | BadRecordException e) {
            throw refused(slot, e);
        }
    }

    private void requireSame(int slot, RowSchema arrived) {
        try {
            RowSchema schema = maker.of(slots(slot, arrived)).schema();
            if (!schema.avro().equals(current.schema().avro())) {
                throw new SchemaChangeException(
                        name(slot) + " changed its columns, and output." + output.name() + ".evolution = exception");
            }
        } catch (PipelineException | SchemaRefusedException e) {
            throw refused(slot, e);
        }
    }

    private List<RowSchema> slots(int slot, RowSchema schema) {
        List<RowSchema> slots = new ArrayList<>(current.slots());
        slots.set(slot, schema);
        return slots;
    }

    /** Without the columns of its key, or those that it is joined by, a row would belong nowhere. */
    private void requireKeys(int slot, RowSchema arrived) {
        for (String column : needed.get(slot)) {
            if (arrived.indexOf(column) < 0) {
                throw new BadRecordException(
                        "the row has no column '" + column + "', a key or what output " + output.name() + " joins by");
            }
        }
    }

    private SchemaChangeException refused(int slot, RuntimeException why) {
        return new SchemaChangeException(name(slot) + " changed its columns, and output " + output.name()
                + " cannot follow: " + why.getMessage());
    }

    private String name(int slot) {
        return output.slots().get(slot);
    }
}
