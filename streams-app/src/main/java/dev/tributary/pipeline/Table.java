package dev.tributary.pipeline;

import dev.tributary.row.RowSchema;
import java.util.List;
import java.util.Optional;

/**
 * A change topic read as a table.
 *
 * @param key the key columns, in the order of the topic's key
 * @param schema the declared row schema; empty: taken from the Schema Registry at start
 * @param ignoreNulls whether an incoming null keeps the old value ({@code merge = ignore-nulls}) instead of being null
 * @param epoch counts restarts of the source's positions (a recreated topic, a restored database); normally 0
 */
public record Table(
        String name,
        String topic,
        List<String> key,
        Envelope envelope,
        Format format,
        KeyFormat keyFormat,
        Optional<RowSchema> schema,
        boolean ignoreNulls,
        int epoch) {
    public Table {
        key = List.copyOf(key);
    }
}
