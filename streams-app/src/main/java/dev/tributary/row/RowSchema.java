package dev.tributary.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The columns of a row: an Avro record schema, taken apart once so that columns are found by index. */
public final class RowSchema {
    private final Schema avro;
    private final List<Schema.Field> fields;
    private final Schema[] types;
    private final boolean[] nullable;
    private final Map<String, Integer> indexes = new HashMap<>();

    private RowSchema(Schema avro) {
        this.avro = avro;
        this.fields = avro.getFields();
        this.types = new Schema[fields.size()];
        this.nullable = new boolean[fields.size()];
        for (int i = 0; i < types.length; i++) {
            Schema declared = fields.get(i).schema();
            nullable[i] = declared.isNullable();
            types[i] = nonNull(declared);
            indexes.put(fields.get(i).name(), i);
        }
    }

    /**
     * A row schema over an Avro record schema.
     *
     * @throws IllegalArgumentException when the schema is no record
     */
    public static RowSchema of(Schema avro) {
        if (avro.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("a row needs an Avro record schema, not " + avro.getType());
        }
        return new RowSchema(avro);
    }

    /** The branch of {@code [null, T]} that is not null; any other schema as it is. */
    public static Schema nonNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return branches.size() == 1 ? branches.get(0) : schema;
    }

    public Schema avro() {
        return avro;
    }

    public int size() {
        return types.length;
    }

    public String name(int index) {
        return fields.get(index).name();
    }

    public List<String> names() {
        return fields.stream().map(Schema.Field::name).toList();
    }

    /** The column's place in a row, or -1 when there is no such column. */
    public int indexOf(String column) {
        return indexes.getOrDefault(column, -1);
    }

    /** The column's type without its null branch. */
    public Schema type(int index) {
        return types[index];
    }

    public boolean nullable(int index) {
        return nullable[index];
    }

    /** The declared field, with its default, documentation and properties. */
    public Schema.Field field(int index) {
        return fields.get(index);
    }

    @Override
    public String toString() {
        return avro.getFullName() + names();
    }
}
