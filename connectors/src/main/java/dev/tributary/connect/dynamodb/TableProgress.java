package dev.tributary.connect.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is, as Connect stores it.
 *
 * @param epoch of the settings when it began
 * @param stream the ARN of the table's stream then
 * @param since when the starting points of its shards were noted, in milliseconds since 1970
 * @param scanned the key behind which the scan goes on, as JSON; empty before the first page
 * @param done whether the scan is complete
 */
record TableProgress(int epoch, String stream, long since, String scanned, boolean done) {
    static Map<String, String> partition(String table) {
        return Map.of("table", table);
    }

    static @Nullable TableProgress stored(String table, OffsetStorageReader offsets) {
        Map<String, Object> offset = offsets.offset(partition(table));
        return offset == null
                ? null
                : new TableProgress(
                        (int) number(offset.get("epoch")),
                        Objects.toString(offset.get("stream")),
                        number(offset.get("since")),
                        Objects.toString(offset.get("scanned"), ""),
                        Boolean.TRUE.equals(offset.get("done")));
    }

    private static long number(@Nullable Object stored) {
        return stored instanceof Number number ? number.longValue() : 0;
    }

    TableProgress scannedTo(String key) {
        return new TableProgress(epoch, stream, since, key, false);
    }

    TableProgress complete() {
        return new TableProgress(epoch, stream, since, "", true);
    }

    Map<String, Object> offset() {
        Map<String, Object> offset = new HashMap<>();
        offset.put("epoch", (long) epoch);
        offset.put("stream", stream);
        offset.put("since", since);
        offset.put("scanned", scanned);
        offset.put("done", done);
        return offset;
    }
}
