package dev.tributary.serde;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Where a record stood first: its source topic, partition and offset. */
public record Origin(String topic, int partition, long offset) {
    /** The header of a record that now stands elsewhere: {@code partition:offset:topic}. */
    public static final String HEADER = "tributary.origin";

    private static final int PARTS = 3;

    /** What the headers tell; null when the record stands where it was written. */
    public static @Nullable Origin told(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            return null;
        }
        String[] parts = new String(header.value(), StandardCharsets.UTF_8).split(":", PARTS);
        try {
            return parts.length == PARTS
                    ? new Origin(parts[2], Integer.parseInt(parts[0]), Long.parseLong(parts[1]))
                    : null;
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    /** The header's value. */
    public byte[] text() {
        return (partition + ":" + offset + ":" + topic).getBytes(StandardCharsets.UTF_8);
    }
}
