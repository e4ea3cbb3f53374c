package dev.tributary.local.bigquery;

import org.jspecify.annotations.Nullable;

/**
 * One change as it came.
 *
 * @param key the key's cells as text
 * @param sequence text that sorts as the sequence numbers do
 * @param cells in the order of the table's columns
 */
record RowChange(
        String key,
        String sequence,
        boolean deleted,
        @Nullable Object[] cells) {}
