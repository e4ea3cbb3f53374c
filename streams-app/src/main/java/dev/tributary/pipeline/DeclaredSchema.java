package dev.tributary.pipeline;

import dev.tributary.config.Nearest;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** The row schema that a table declares, as a file or as inline columns. */
final class DeclaredSchema {
    private static final Pattern COLUMN = Pattern.compile("\\s*(\\S+)\\s+([A-Za-z0-9]+(?:\\s*\\([^)]*\\))?)(\\?)?\\s*");
    private static final Pattern COMMA_OUTSIDE_PARENTHESES = Pattern.compile(",(?![^(]*\\))");

    private final Section table;

    DeclaredSchema(Section table) {
        this.table = table;
    }

    /** The schema, or empty when none is declared or it cannot be read, which is then noted. */
    Optional<RowSchema> read(String topic) {
        if (table.has("schema") && table.has("columns")) {
            table.problem("columns", "the table has a schema already", "keep either schema or columns");
        }
        if (table.has("schema")) {
            return fromFile(table.required("schema"));
        }
        return table.has("columns") ? fromColumns(table.required("columns"), topic) : Optional.empty();
    }

    private Optional<RowSchema> fromFile(String relative) {
        Path path = table.file().resolve(relative);
        try {
            return row(new Schema.Parser().parse(Files.readString(path)));
        } catch (IOException missing) {
            table.problem("schema", "cannot read " + path, "the path is relative to this file");
        } catch (AvroRuntimeException invalid) {
            table.problem("schema", path + " is no Avro schema: " + invalid.getMessage(), "correct the file");
        }
        return Optional.empty();
    }

    private Optional<RowSchema> row(Schema schema) {
        Schema row = schema;
        if (schema.getType() == Schema.Type.RECORD
                && schema.getField("after") != null
                && schema.getField("op") != null) {
            row = RowSchema.nonNull(schema.getField("after").schema());
        }
        if (row.getType() != Schema.Type.RECORD) {
            table.problem(
                    "schema", "is a schema of " + row.getType(), "give the record of the row, or a Debezium envelope");
            return Optional.empty();
        }
        return Optional.of(RowSchema.of(row));
    }

    private Optional<RowSchema> fromColumns(String columns, String topic) {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Value")
                .namespace(topic.replaceAll("[^A-Za-z0-9_.]", "_"))
                .fields();
        Set<String> names = new LinkedHashSet<>();
        boolean sound = true;
        for (String column : COMMA_OUTSIDE_PARENTHESES.split(columns, -1)) {
            sound &= add(column, names, fields);
        }
        return sound ? Optional.of(RowSchema.of(fields.endRecord())) : Optional.empty();
    }

    private boolean add(String column, Set<String> names, SchemaBuilder.FieldAssembler<Schema> fields) {
        Matcher matcher = COLUMN.matcher(column);
        if (!matcher.matches() || !Section.NAME.matcher(matcher.group(1)).matches()) {
            return refused(
                    "'" + column.strip() + "' is no column", "write: name type, or name type? when it may be null");
        }
        String name = matcher.group(1);
        String type = matcher.group(2);
        Optional<Schema> avro = ColumnTypes.avro(type);
        if (avro.isEmpty()) {
            return refused(
                    "column " + name + " has the unknown type " + type,
                    Nearest.hint(
                            type.replaceAll("\\(.*", "(precision,scale)"),
                            ColumnTypes.names(),
                            "types are " + String.join(", ", ColumnTypes.names())));
        }
        if (!names.add(name)) {
            return refused("column " + name + " is declared twice", "keep one of them");
        }
        if (matcher.group(3) == null) {
            fields.name(name).type(avro.get()).noDefault();
        } else {
            fields.name(name).type(nullable(avro.get())).withDefault(null);
        }
        return true;
    }

    private static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private boolean refused(String what, String fix) {
        table.problem("columns", what, fix);
        return false;
    }
}
