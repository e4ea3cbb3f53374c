package dev.tributary.topology;

import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.projection.Masking;
import dev.tributary.projection.Projection;
import dev.tributary.row.RowSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an output's records look like, found out without registering anything.
 *
 * @param row the columns of its values, metadata included
 * @param key those that make its key
 */
public record OutputSchema(RowSchema row, List<String> key) {
    public OutputSchema {
        key = List.copyOf(key);
    }

    /**
     * The schema of an output.
     *
     * @param tables the row schema of each table, by table name
     * @throws dev.tributary.pipeline.PipelineException when a column or an expression does not fit the tables
     */
    public static OutputSchema of(Pipeline pipeline, Output output, Map<String, RowSchema> tables, Masking masking) {
        Map<String, RowSchema> slots = new LinkedHashMap<>();
        output.slots().forEach(slot -> slots.put(slot, Objects.requireNonNull(tables.get(slot))));
        List<String> drivingKey = pipeline.table(output.from()).key();
        RowSchema projected =
                Projection.compile(output, slots, masking, drivingKey).schema();
        return new OutputSchema(
                new OutputRow(projected, output.metadata(), List.of()).schema(),
                drivingKey.stream()
                        .map(column -> OutputShape.projectedName(output, column))
                        .toList());
    }

    /** The schemas of all outputs, by output name. */
    public static Map<String, OutputSchema> all(Pipeline pipeline, Map<String, RowSchema> tables, Masking masking) {
        Map<String, OutputSchema> outputs = new LinkedHashMap<>();
        pipeline.outputs().forEach(output -> outputs.put(output.name(), of(pipeline, output, tables, masking)));
        return outputs;
    }
}
