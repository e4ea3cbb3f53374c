package dev.tributary.connect.rows;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Conversion;
import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.cells.KeyCoercion;
import dev.tributary.connect.cells.SchemaTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Finds the key cells of a record: in its row where the row has them, else in the record key. */
final class KeyReader {
    private final List<String> names;

    private KeyReader(List<String> names) {
        this.names = names;
    }

    /** Settles the key columns: as configured, else the fields of the first record's key. */
    static KeyReader of(List<String> configured, SinkRecord record) {
        if (!configured.isEmpty()) {
            return new KeyReader(configured);
        }
        if (record.key() instanceof Struct struct) {
            return new KeyReader(
                    struct.schema().fields().stream().map(Field::name).toList());
        }
        if (record.key() instanceof Map<?, ?> map && !map.isEmpty()) {
            return new KeyReader(map.keySet().stream().map(String::valueOf).toList());
        }
        throw new UnreadableRecordException(
                record.key() == null
                        ? "the record has no key and pk.fields is not set"
                        : "the record key is a primitive; name its column in pk.fields");
    }

    List<String> names() {
        return names;
    }

    /** The column that the record key asks for; to be used when the value has no such field. */
    Column column(SinkRecord record, String name) {
        ColumnType type = null;
        if (record.key() instanceof Struct struct && struct.schema().field(name) != null) {
            type = SchemaTypes.columnType(struct.schema().field(name).schema());
        } else if (record.keySchema() != null && isPrimitive(record.key())) {
            type = SchemaTypes.columnType(record.keySchema());
        } else {
            type = SchemaTypes.inferred(raw(record.key(), name));
        }
        if (type == null) {
            throw missing(name);
        }
        return new Column(name, type);
    }

    /** Reads the key in the order of the layout and completes the row with it. */
    List<Object> read(SinkRecord record, TableLayout layout, @Nullable Object @Nullable [] row) {
        List<String> key = layout.key();
        if (key.size() == 1) {
            return List.of(cell(record, layout, row, key.get(0)));
        }
        Object[] cells = new Object[key.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(record, layout, row, key.get(i));
        }
        return Arrays.asList(cells);
    }

    private Object cell(SinkRecord record, TableLayout layout, @Nullable Object @Nullable [] row, String name) {
        int index = layout.indexOf(name);
        Object present = row == null ? null : row[index];
        if (present != null) {
            return present;
        }
        Object cell = convert(record, name, layout.columns().get(index).type());
        if (row != null) {
            row[index] = cell;
        }
        return cell;
    }

    private Object convert(SinkRecord record, String name, ColumnType type) {
        Object raw = raw(record.key(), name);
        if (raw == null) {
            throw missing(name);
        }
        try {
            Schema schema = schema(record, name);
            Object cell = schema == null
                    ? KeyCoercion.cell(type, raw)
                    : Conversion.of(schema, type).cell(raw);
            if (cell == null) {
                throw missing(name);
            }
            return cell;
        } catch (ConversionException e) {
            throw new UnreadableRecordException("key column " + name + ": " + e.getMessage());
        }
    }

    private static @Nullable Schema schema(SinkRecord record, String name) {
        if (record.key() instanceof Struct struct) {
            return struct.schema().field(name).schema();
        }
        return record.keySchema() != null && isPrimitive(record.key()) ? record.keySchema() : null;
    }

    private @Nullable Object raw(@Nullable Object key, String name) {
        if (key instanceof Struct struct) {
            return struct.schema().field(name) == null ? null : struct.get(name);
        }
        if (key instanceof Map<?, ?> map) {
            return map.get(name);
        }
        return names.size() == 1 ? key : null;
    }

    private static boolean isPrimitive(@Nullable Object key) {
        return key != null && !(key instanceof Struct) && !(key instanceof Map);
    }

    private static UnreadableRecordException missing(String name) {
        return new UnreadableRecordException("key column " + name + " is null or missing");
    }
}
