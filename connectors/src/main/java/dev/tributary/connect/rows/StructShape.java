package dev.tributary.connect.rows;

import dev.tributary.connect.cells.Conversion;
import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.cells.SchemaTypes;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Rows from values with a schema; what each field becomes is settled once per schema. */
final class StructShape implements RowShape {
    private final Schema schema;
    private final List<Field> fields;
    private final int[] targets;
    private final Conversion[] conversions;
    private final int width;

    StructShape(Schema schema, TableLayout layout) {
        this.schema = schema;
        this.fields = schema.fields();
        this.targets = new int[fields.size()];
        this.conversions = new Conversion[fields.size()];
        this.width = layout.columns().size();
        for (int i = 0; i < targets.length; i++) {
            Field field = fields.get(i);
            targets[i] = layout.indexOf(field.name());
            conversions[i] = Conversion.of(
                    field.schema(), layout.columns().get(targets[i]).type());
        }
    }

    static List<Column> columns(Schema schema) {
        return schema.fields().stream()
                .map(field -> new Column(field.name(), SchemaTypes.columnType(field.schema())))
                .toList();
    }

    @Override
    public boolean reads(SinkRecord record) {
        return record.valueSchema() == schema;
    }

    @Override
    public @Nullable Object[] row(SinkRecord record) {
        Struct value = (Struct) record.value();
        @Nullable Object[] row = new Object[width];
        for (int i = 0; i < targets.length; i++) {
            Field field = fields.get(i);
            try {
                row[targets[i]] = conversions[i].cell(value.getWithoutDefault(field.name()));
            } catch (ConversionException e) {
                throw new UnreadableRecordException("column " + field.name() + ": " + e.getMessage());
            }
        }
        return row;
    }

    @Override
    public @Nullable Object field(SinkRecord record, String name) {
        Field field = schema.field(name);
        return field == null ? null : ((Struct) record.value()).get(field);
    }
}
