package dev.tributary.errors;

import dev.tributary.serde.Origin;
import dev.tributary.serde.Replayed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a dead letter; Kafka Streams' own names where it has one, so that tools which read its letters read these. */
public final class LetterHeaders {
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String REASON = "__streams.errors.message";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    /** When the record was made, in milliseconds since 1970; the letter itself counts from when it died. */
    public static final String TIMESTAMP = "tributary.timestamp";

    public static final String PIPELINE = "tributary.pipeline";
    public static final String STEP = "tributary.step";

    private static final List<String> ALL = List.of(
            EXCEPTION, REASON, TOPIC, PARTITION, OFFSET, TIMESTAMP, PIPELINE, STEP, Origin.HEADER, Replayed.EVENT);

    private LetterHeaders() {}

    /** The text of a header; empty when there is none. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    public static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes all of them away, and leaves the record's own. */
    public static void remove(Headers headers) {
        ALL.forEach(headers::remove);
    }
}
