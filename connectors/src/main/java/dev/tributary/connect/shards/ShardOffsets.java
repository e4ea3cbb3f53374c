package dev.tributary.connect.shards;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The progress of one stream's shards among the offsets that Connect stores. */
public final class ShardOffsets {
    // One entry: Connect finds offsets by the serialized map, and the order of several would differ from JVM to JVM.
    private static final String PARTITION = "shard";
    private static final String OFFSET = "at";

    private final String stream;
    private final OffsetStorageReader stored;

    public ShardOffsets(String stream, OffsetStorageReader stored) {
        this.stream = stream;
        this.stored = stored;
    }

    /** The source partition of a shard. */
    public Map<String, String> partition(String shard) {
        return Map.of(PARTITION, stream + "/" + shard);
    }

    /** The source offset for a progress. */
    public static Map<String, String> offset(Progress progress) {
        return Map.of(OFFSET, progress.text());
    }

    /** What is stored of these shards; those that were never read are left out. */
    Map<String, Progress> read(Collection<String> shards) {
        Map<Map<String, String>, String> partitions = new HashMap<>();
        shards.forEach(shard -> partitions.put(partition(shard), shard));
        Map<String, Progress> found = new HashMap<>();
        stored.offsets(partitions.keySet()).forEach((partition, offset) -> {
            String shard = partitions.get(partition);
            Object at = offset == null ? null : offset.get(OFFSET);
            if (shard != null && at != null) {
                found.put(shard, Progress.parse(at.toString()));
            }
        });
        return found;
    }
}
