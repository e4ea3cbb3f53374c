package dev.tributary.local.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a topic's table must have, as the source itself knows them.
 *
 * @param keyColumns how many of the columns, from the left, are the key; 0 for rows without one
 * @param rows numbers as BigDecimal or long, moments as Instant, everything else as text, boolean or null
 */
public record Answer(String topic, List<String> columns, int keyColumns, List<List<@Nullable Object>> rows) {}
