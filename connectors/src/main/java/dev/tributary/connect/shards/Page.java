package dev.tributary.connect.shards;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call read of a shard; it may be empty in the middle of it.
 *
 * @param next the iterator to go on with; null when the shard is closed and has been read to its end
 */
public record Page<R>(List<R> records, @Nullable String next) {}
