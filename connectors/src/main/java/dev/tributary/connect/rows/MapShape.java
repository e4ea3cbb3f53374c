package dev.tributary.connect.rows;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Conversion;
import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.cells.SchemaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Rows from values without a schema: the types are those of the Java values, null fields say nothing. */
final class MapShape implements RowShape {
    private final TableLayout layout;

    MapShape(TableLayout layout) {
        this.layout = layout;
    }

    /** The columns that {@code layout} does not have, or not wide enough, for the values of the map. */
    static List<Column> missingColumns(Map<?, ?> value, @Nullable TableLayout layout) {
        List<Column> columns = new ArrayList<>();
        value.forEach((name, field) -> {
            ColumnType type = SchemaTypes.inferred(field);
            if (type != null && !holds(layout, String.valueOf(name), field)) {
                columns.add(new Column(String.valueOf(name), type));
            }
        });
        return columns;
    }

    @Override
    public boolean reads(SinkRecord record) {
        return record.value() instanceof Map<?, ?> value
                && value.entrySet().stream()
                        .allMatch(entry -> holds(layout, String.valueOf(entry.getKey()), entry.getValue()));
    }

    private static boolean holds(@Nullable TableLayout layout, String name, @Nullable Object value) {
        if (value == null) {
            return true;
        }
        int index = layout == null ? -1 : layout.indexOf(name);
        return layout != null
                && index >= 0
                && SchemaTypes.takes(layout.columns().get(index).type(), value);
    }

    @Override
    public @Nullable Object[] row(SinkRecord record) {
        @Nullable Object[] row = new Object[layout.columns().size()];
        ((Map<?, ?>) record.value()).forEach((name, value) -> {
            int index = layout.indexOf(String.valueOf(name));
            if (index >= 0) {
                row[index] = cell(layout.columns().get(index), value);
            }
        });
        return row;
    }

    private static @Nullable Object cell(Column column, @Nullable Object value) {
        try {
            return Conversion.schemaless(column.type()).cell(value);
        } catch (ConversionException e) {
            throw new UnreadableRecordException("column " + column.name() + ": " + e.getMessage());
        }
    }

    @Override
    public @Nullable Object field(SinkRecord record, String name) {
        return ((Map<?, ?>) record.value()).get(name);
    }
}
