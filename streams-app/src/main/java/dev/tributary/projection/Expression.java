package dev.tributary.projection;

import dev.tributary.row.Row;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A compiled expression. */
interface Expression {
    /**
     * The value over a joined row.
     *
     * @throws EvaluationFailure when the values do not allow one
     */
    @Nullable
    Object evaluate(@Nullable Row[] slots);

    /** The type of the value, never a union. */
    Schema type();
}
