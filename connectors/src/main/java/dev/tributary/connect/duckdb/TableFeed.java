package dev.tributary.connect.duckdb;

import dev.tributary.connect.duckdb.store.Batch;
import dev.tributary.connect.duckdb.store.Change;
import dev.tributary.connect.duckdb.store.Column;
import dev.tributary.connect.duckdb.store.IncompatibleColumnException;
import dev.tributary.connect.duckdb.store.OffsetLedger;
import dev.tributary.connect.duckdb.store.Progress;
import dev.tributary.connect.duckdb.store.Table;
import dev.tributary.connect.duckdb.store.TableLayout;
import dev.tributary.connect.duckdb.types.ConversionException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Turns the records of one table into changes, widens the table for them, and writes them batch by batch. */
final class TableFeed {
    private static final int MOST_SHAPES = 1_000;

    private final DuckDbSinkConfig config;
    private final Table table;
    private final OffsetLedger ledger;
    private final Map<TopicPartition, Progress> stored;
    private final Batch batch = new Batch();
    private final IdentityHashMap<Schema, RowShape> shapes = new IdentityHashMap<>();
    private @Nullable KeyReader keys;
    private @Nullable TableLayout layout;
    private @Nullable RowShape lastShape;

    TableFeed(DuckDbSinkConfig config, Table table, OffsetLedger ledger, Map<TopicPartition, Progress> stored) {
        this.config = config;
        this.table = table;
        this.ledger = ledger;
        this.stored = stored;
    }

    /** Adds a record to the batch, or refuses it with a {@link BadRecordException}. */
    void add(SinkRecord record) throws SQLException {
        try {
            Change change = record.value() == null ? tombstone(record) : row(record);
            if (change != null && layout != null) {
                batch.madeFor(layout);
                batch.add(change);
            }
        } catch (UnreadableRecordException | IncompatibleColumnException | ConversionException e) {
            throw new BadRecordException(record, table.name(), e);
        }
    }

    void handled(TopicPartition partition, Progress reached) {
        batch.handled(partition, reached);
    }

    int pending() {
        return batch.size();
    }

    void write() throws SQLException {
        if (!batch.isEmpty()) {
            table.write(batch, ledger, stored);
            stored.putAll(batch.progress());
            batch.clear();
        }
    }

    void discard() {
        batch.clear();
    }

    private @Nullable Change tombstone(SinkRecord record) throws SQLException {
        KeyReader reader = keyReader(record);
        if (layout == null) {
            layout = table.layout(reader.names()).orElse(null);
        }
        return layout == null ? null : Change.tombstone(reader.read(record, layout, null));
    }

    private Change row(SinkRecord record) throws SQLException {
        KeyReader reader = keyReader(record);
        RowShape shape = shape(record, reader);
        TableLayout present = layout(record, reader);
        @Nullable Object[] row = shape.row(record);
        List<Object> key = reader.read(record, present, row);
        String position = position(shape, record);
        return isDeleted(shape, record) ? Change.deletedRow(key, position) : Change.put(key, row, position);
    }

    private KeyReader keyReader(SinkRecord record) {
        if (keys == null) {
            keys = KeyReader.of(config.pkFields(), record);
        }
        return keys;
    }

    private TableLayout layout(SinkRecord record, KeyReader reader) throws SQLException {
        return layout == null ? widen(record, reader) : layout;
    }

    private RowShape shape(SinkRecord record, KeyReader reader) throws SQLException {
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

    /** Rows of the old layout go first: a batch has one layout. */
    private TableLayout widen(SinkRecord record, KeyReader reader) throws SQLException {
        TableLayout before = table.layout(reader.names()).orElse(null);
        List<Column> needed = neededColumns(record, reader, before);
        write();
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
        Object position = config.positionField().isEmpty() ? null : shape.field(record, config.positionField());
        if (position != null && !(position instanceof String)) {
            throw new UnreadableRecordException("column " + config.positionField() + " is not text");
        }
        return (String) position;
    }

    private boolean isDeleted(RowShape shape, SinkRecord record) {
        Object deleted = config.deletedField().isEmpty() ? null : shape.field(record, config.deletedField());
        return Boolean.TRUE.equals(deleted) || "true".equals(deleted);
    }
}
