package dev.tributary.connect.rows;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one table into changes, and has the table widened for them.
 *
 * @param <E> how the warehouse fails
 */
public final class RecordReader<E extends Exception> {
    private static final int MOST_SHAPES = 1_000;

    private final RowRules rules;
    private final RowTable<E> table;
    private final IdentityHashMap<Schema, RowShape> shapes = new IdentityHashMap<>();
    private @Nullable KeyReader keys;
    private @Nullable TableLayout layout;
    private @Nullable RowShape lastShape;

    public RecordReader(RowRules rules, RowTable<E> table) {
        this.rules = rules;
        this.table = table;
    }

    /** The layout that the last change was made for; empty before the first, and while there is no table. */
    public Optional<TableLayout> layout() {
        return Optional.ofNullable(layout);
    }

    /**
     * The change that a record means; empty for a tombstone before there is a table.
     *
     * @throws UnreadableRecordException when the record is no row
     * @throws IncompatibleColumnException when the table cannot have its columns
     */
    public Optional<Change> read(SinkRecord record) throws E {
        return record.value() == null ? tombstone(record) : Optional.of(row(record));
    }

    private Optional<Change> tombstone(SinkRecord record) throws E {
        KeyReader reader = keyReader(record);
        if (layout == null) {
            layout = table.layout(reader.names()).orElse(null);
        }
        return layout == null ? Optional.empty() : Optional.of(Change.tombstone(reader.read(record, layout, null)));
    }

    private Change row(SinkRecord record) throws E {
        KeyReader reader = keyReader(record);
        RowShape shape = shape(record, reader);
        TableLayout present = layout == null ? widen(record, reader) : layout;
        @Nullable Object[] row = shape.row(record);
        List<Object> key = reader.read(record, present, row);
        String position = position(shape, record);
        return isDeleted(shape, record) ? Change.deletedRow(key, position) : Change.put(key, row, position);
    }

    private KeyReader keyReader(SinkRecord record) {
        if (keys == null) {
            keys = KeyReader.of(rules.pkFields(), record);
        }
        return keys;
    }

    private RowShape shape(SinkRecord record, KeyReader reader) throws E {
        RowShape shape = lastShape;
        if (shape == null || !shape.reads(record)) {
            shape = record.valueSchema() == null ? null : shapes.get(record.valueSchema());
        }
        if (shape == null || !shape.reads(record)) {
            shape = newShape(record, widen(record, reader));
        }
        lastShape = shape;
        return shape;
    }

    private RowShape newShape(SinkRecord record, TableLayout present) {
        if (record.value() instanceof Struct struct) {
            RowShape shape = new StructShape(struct.schema(), present);
            shapes.put(struct.schema(), shape);
            return shape;
        }
        return new MapShape(present);
    }

    private TableLayout widen(SinkRecord record, KeyReader reader) throws E {
        TableLayout before = table.layout(reader.names()).orElse(null);
        List<Column> needed = neededColumns(record, reader, before);
        TableLayout wide = table.require(needed, reader.names());
        if (wide != layout || shapes.size() >= MOST_SHAPES) {
            shapes.clear();
            lastShape = null;
        }
        layout = wide;
        return wide;
    }

    private static List<Column> neededColumns(SinkRecord record, KeyReader reader, @Nullable TableLayout before) {
        List<Column> columns = new ArrayList<>(valueColumns(record, before));
        for (String name : reader.names()) {
            boolean inValue = columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
            if (!inValue && (before == null || before.indexOf(name) < 0)) {
                columns.add(reader.column(record, name));
            }
        }
        return columns;
    }

    private static List<Column> valueColumns(SinkRecord record, @Nullable TableLayout before) {
        if (record.value() instanceof Struct struct) {
            return StructShape.columns(struct.schema());
        }
        if (record.value() instanceof Map<?, ?> map) {
            return MapShape.missingColumns(map, before);
        }
        throw new UnreadableRecordException("the value is neither a struct nor a map");
    }

    private @Nullable String position(RowShape shape, SinkRecord record) {
        Object position = rules.positionField().isEmpty() ? null : shape.field(record, rules.positionField());
        if (position != null && !(position instanceof String)) {
            throw new UnreadableRecordException("column " + rules.positionField() + " is not text");
        }
        return (String) position;
    }

    private boolean isDeleted(RowShape shape, SinkRecord record) {
        Object deleted = rules.deletedField().isEmpty() ? null : shape.field(record, rules.deletedField());
        return Boolean.TRUE.equals(deleted) || "true".equals(deleted);
    }
}
