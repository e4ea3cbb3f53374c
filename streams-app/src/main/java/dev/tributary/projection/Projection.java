package dev.tributary.projection;

import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.PipelineException;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output's columns, compiled once for the schemas of its slots: plain columns are copied by place, computed ones
 * evaluated. Used by many threads.
 */
public final class Projection {
    private final Output output;
    private final RowSchema schema;
    private final int[] slots;
    private final int[] indexes;
    private final @Nullable Expression[] expressions;

    Projection(Output output, RowSchema schema, List<ProjectedColumn> columns) {
        this.output = output;
        this.schema = schema;
        this.slots = columns.stream().mapToInt(ProjectedColumn::slot).toArray();
        this.indexes = columns.stream().mapToInt(ProjectedColumn::index).toArray();
        this.expressions = columns.stream().map(ProjectedColumn::expression).toArray(Expression[]::new);
    }

    /** {@link #compile(Output, Map, Masking, List)} where no column may be relied on, not even the key's. */
    public static Projection compile(Output output, Map<String, RowSchema> slotSchemas, Masking masking) {
        return compile(output, slotSchemas, masking, List.of());
    }

    /**
     * Compiles the projection of an output.
     *
     * @param slotSchemas the row schemas in slot order: the driving table, then the joined ones
     * @param drivingKey the key columns of the driving table: all that is left of a deleted row, so that they alone are
     *     never null
     * @throws PipelineException when a column or an expression does not fit the schemas
     */
    public static Projection compile(
            Output output, Map<String, RowSchema> slotSchemas, Masking masking, List<String> drivingKey) {
        return new ProjectionCompiler(output, slotSchemas, new Expressions(masking)).compile(drivingKey);
    }

    /** The output's columns, without metadata. */
    public RowSchema schema() {
        return schema;
    }

    /**
     * The output row of a joined row.
     *
     * @param rows a row per slot, each of the schema compiled for; null: there is no partner, its columns are null
     * @throws ProjectionException when an expression has no value for these rows
     */
    public Row apply(@Nullable Row[] rows) {
        @Nullable Object[] values = new @Nullable Object[slots.length];
        for (int i = 0; i < values.length; i++) {
            Expression expression = expressions[i];
            if (expression == null) {
                Row row = rows[slots[i]];
                values[i] = row == null ? null : row.get(indexes[i]);
            } else {
                values[i] = evaluate(i, expression, rows);
            }
        }
        return new Row(schema, values);
    }

    private @Nullable Object evaluate(int column, Expression expression, @Nullable Row[] rows) {
        try {
            return expression.evaluate(rows);
        } catch (EvaluationFailure failure) {
            throw new ProjectionException(output.name(), schema.name(column), String.valueOf(failure.getMessage()));
        }
    }
}
