package dev.tributary.connect.changes;

import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from.
 *
 * @param connector the kind of source, such as {@code export}
 * @param name the connector's own name for its source, the first part of its topics
 * @param table the source table
 * @param place the file, shard or feed that the change was read from
 * @param tsMs when the source made the change, in milliseconds since 1970
 * @param pos where the change stands in the order of its key: one to three unsigned 64-bit numbers parted by dots;
 *     null where the source tells none, and the topic's own order has to do
 */
public record Origin(
        String connector,
        String name,
        String table,
        String place,
        long tsMs,
        @Nullable String pos) {}
