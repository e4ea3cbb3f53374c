package dev.tributary.connect.changes;

import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row, in the structs of its {@link ChangeTopic}.
 *
 * @param before the row before, where the source tells it
 * @param after the row after; null for a delete
 */
public record Change(
        Op op,
        Struct key,
        @Nullable Struct before,
        @Nullable Struct after,
        Origin origin) {}
