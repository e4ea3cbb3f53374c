package dev.tributary.projection;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One column of an output: a place to copy from, or an expression.
 *
 * @param field its schema
 * @param slot the table's place in the joined row; unused with an expression
 * @param index the column's place in the table's row
 */
record ProjectedColumn(
        Schema.Field field, int slot, int index, @Nullable Expression expression) {}
