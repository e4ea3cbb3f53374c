package dev.tributary.connect.changes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * What Connect shows a source task: its settings, and the offsets that a test keeps for it.
 *
 * @param offsets by source partition, as they are at each look
 */
public record RememberedOffsets(
        Map<String, String> settings, Map<? extends Map<String, ?>, ? extends Map<String, ?>> offsets)
        implements SourceTaskContext, OffsetStorageReader {
    @Override
    public Map<String, String> configs() {
        return settings;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("the source has no metrics of its own");
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return this;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            Map<String, Object> offset = offset(partition);
            if (offset != null) {
                found.put(partition, offset);
            }
        }
        return found;
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        Map<String, ?> offset = offsets.get(partition);
        return offset == null ? null : new HashMap<>(offset);
    }
}
