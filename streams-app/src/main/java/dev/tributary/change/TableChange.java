package dev.tributary.change;

import org.jspecify.annotations.Nullable;

/**
 * A table's row before and after a change event that the table took.
 *
 * @param before the event that made the row what it was; null when its key is new
 * @param after the event that changed it
 */
public record TableChange(@Nullable ChangeEvent before, ChangeEvent after) {}
