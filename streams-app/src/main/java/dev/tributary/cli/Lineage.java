package dev.tributary.cli;

import dev.tributary.pipeline.FieldRef;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.OutputColumns;
import dev.tributary.pipeline.OutputField;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.projection.Expressions;
import dev.tributary.projection.Projection;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Where each column of an output comes from. */
final class Lineage {
    /**
     * One output column.
     *
     * @param sources the source columns that decide its value
     * @param expression how, when it is not the column itself
     * @param type empty where the schema is only in the registry
     */
    record Column(
            String name,
            List<FieldRef> sources,
            Optional<String> expression,
            Optional<Schema> type,
            boolean nullable) {}

    private Lineage() {}

    static List<Column> of(Pipeline pipeline, Output output) {
        Map<String, RowSchema> schemas = new LinkedHashMap<>();
        for (String slot : output.slots()) {
            pipeline.table(slot).schema().ifPresent(schema -> schemas.put(slot, schema));
        }
        Optional<RowSchema> projected = projected(pipeline, output, schemas);
        List<Column> columns = new ArrayList<>();
        for (OutputField field : OutputColumns.of(output, schemas)) {
            columns.add(column(field, output, projected));
        }
        return columns;
    }

    private static Optional<RowSchema> projected(Pipeline pipeline, Output output, Map<String, RowSchema> schemas) {
        if (!schemas.keySet().containsAll(output.slots())) {
            return Optional.empty();
        }
        Table driving = pipeline.table(output.from());
        return Optional.of(Projection.compile(output, schemas, ConfiguredPipelines.ANY_KEY, driving.key())
                .schema());
    }

    private static Column column(OutputField field, Output output, Optional<RowSchema> projected) {
        if (field instanceof OutputField.Computed computed) {
            Set<FieldRef> sources = new Expressions(ConfiguredPipelines.ANY_KEY)
                    .columns(computed.expression(), Set.copyOf(output.slots()));
            return column(computed.name(), List.copyOf(sources), Optional.of(computed.expression()), projected);
        }
        if (field instanceof OutputField.Plain plain) {
            return column(plain.name(), List.of(plain.source()), Optional.empty(), projected);
        }
        String table = ((OutputField.All) field).table();
        return column(table + ".*", List.of(new FieldRef(table, "*")), Optional.empty(), Optional.empty());
    }

    private static Column column(
            String name, List<FieldRef> sources, Optional<String> expression, Optional<RowSchema> projected) {
        int index = projected.map(schema -> schema.indexOf(name)).orElse(-1);
        Optional<Schema> type = index < 0 ? Optional.empty() : projected.map(schema -> schema.type(index));
        boolean nullable =
                index < 0 || projected.map(schema -> schema.nullable(index)).orElse(true);
        return new Column(name, sources, expression, type, nullable);
    }
}
