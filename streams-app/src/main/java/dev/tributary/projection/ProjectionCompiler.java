package dev.tributary.projection;

import dev.tributary.config.Problem;
import dev.tributary.pipeline.FieldRef;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.OutputColumns;
import dev.tributary.pipeline.OutputField;
import dev.tributary.pipeline.PipelineException;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Turns the fields of an output into columns with types. */
final class ProjectionCompiler {
    private static final String DEFAULT = "connect.default";
    private static final Set<Schema.Type> PLAIN = EnumSet.of(
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE,
            Schema.Type.BOOLEAN,
            Schema.Type.STRING,
            Schema.Type.BYTES);

    private final Output output;
    private final Map<String, RowSchema> schemas;
    private final List<String> tables;
    private final Expressions expressions;
    private final List<Problem> problems = new ArrayList<>();

    ProjectionCompiler(Output output, Map<String, RowSchema> slotSchemas, Expressions expressions) {
        this.output = output;
        this.schemas = new LinkedHashMap<>(slotSchemas);
        this.tables = List.copyOf(slotSchemas.keySet());
        this.expressions = expressions;
    }

    Projection compile(List<String> drivingKey) {
        List<ProjectedColumn> columns = OutputColumns.of(output, schemas).stream()
                .flatMap(field -> column(field, drivingKey).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new PipelineException(problems);
        }
        return new Projection(output, schema(columns), columns);
    }

    private Optional<ProjectedColumn> column(OutputField field, List<String> drivingKey) {
        if (field instanceof OutputField.Plain plain) {
            return plain(plain, drivingKey);
        }
        if (field instanceof OutputField.Computed computed) {
            return computed(computed);
        }
        return Optional.empty();
    }

    private Optional<ProjectedColumn> plain(OutputField.Plain plain, List<String> drivingKey) {
        FieldRef source = plain.source();
        RowSchema schema = schemas.get(source.table());
        int index = schema == null ? -1 : schema.indexOf(source.column());
        if (schema == null || index < 0) {
            problem(plain.name(), "there is no column " + source, "correct the name");
            return Optional.empty();
        }
        boolean key = source.table().equals(output.from()) && drivingKey.contains(source.column());
        Schema told = withoutDefault(schema.type(index));
        Schema type = key ? told : nullable(told);
        String doc = schema.field(index).doc();
        return Optional.of(
                new ProjectedColumn(avro(plain.name(), type, doc), tables.indexOf(source.table()), index, null));
    }

    private Optional<ProjectedColumn> computed(OutputField.Computed computed) {
        try {
            Expression expression = expressions.compile(computed.expression(), schemas);
            Schema.Field field = avro(computed.name(), nullable(expression.type()), null);
            return Optional.of(new ProjectedColumn(field, 0, 0, expression));
        } catch (Expressions.Refused refused) {
            refused.mistakes().forEach(mistake -> problem(computed.name(), mistake.what(), mistake.fix()));
            return Optional.empty();
        }
    }

    /** Connect hides the source's default in the type; a sink would put it in the place of a null. */
    private static Schema withoutDefault(Schema type) {
        if (type.getObjectProp(DEFAULT) == null || !PLAIN.contains(type.getType())) {
            return type;
        }
        Schema bare = Schema.create(type.getType());
        type.getObjectProps().forEach((name, value) -> {
            if (!name.equals(DEFAULT)) {
                bare.addProp(name, value);
            }
        });
        if (type.getLogicalType() != null) {
            type.getLogicalType().addToSchema(bare);
        }
        return bare;
    }

    private static Schema.Field avro(String name, Schema type, @Nullable String doc) {
        return type.isNullable()
                ? new Schema.Field(name, type, doc, Schema.Field.NULL_DEFAULT_VALUE)
                : new Schema.Field(name, type, doc);
    }

    private static Schema nullable(Schema type) {
        Stream<Schema> branches = type.isUnion() ? type.getTypes().stream() : Stream.of(type);
        return Schema.createUnion(Stream.concat(
                        Stream.of(Schema.create(Schema.Type.NULL)),
                        branches.filter(branch -> branch.getType() != Schema.Type.NULL))
                .toList());
    }

    /** Named after the topic: its dots make the namespace, whatever Avro does not allow becomes an underscore. */
    private RowSchema schema(List<ProjectedColumn> columns) {
        String name = Stream.of(output.topic().split("\\.", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.replaceAll("[^A-Za-z0-9_]", "_"))
                .map(part -> Character.isDigit(part.charAt(0)) ? "_" + part : part)
                .reduce((left, right) -> left + "." + right)
                .orElse("Value");
        List<Schema.Field> fields = columns.stream().map(ProjectedColumn::field).toList();
        return RowSchema.of(Schema.createRecord(name, null, null, false, fields));
    }

    private void problem(String column, String what, String fix) {
        String file = "output " + output.name();
        problems.add(new Problem(file, 0, "output." + output.name() + ".field." + column, what, fix));
    }
}
