package dev.tributary.pipeline;

import dev.tributary.row.RowSchema;
import java.util.List;
import java.util.Map;

/** Checks the computed columns of an output; the language of expressions is not this package's business. */
@FunctionalInterface
public interface ExpressionCheck {
    /** Leaves expressions unchecked. */
    ExpressionCheck NONE = (output, column, schemas) -> List.of();

    /**
     * The mistakes of one expression.
     *
     * @param schemas the row schemas of the output's tables, by table
     */
    List<Mistake> check(Output output, OutputField.Computed column, Map<String, RowSchema> schemas);

    /**
     * One mistake of an expression.
     *
     * @param what is wrong
     * @param fix what to do about it
     */
    record Mistake(String what, String fix) {}
}
