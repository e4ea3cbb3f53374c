package dev.tributary.serde;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What marks a dead letter that was sent back, in the headers of the record and of all that it causes. */
public final class Replayed {
    /** How often the record has been sent back. */
    public static final String TIMES = "tributary.replays";

    /** Which change the row in the value belongs to, where the record as the source wrote it was not at hand. */
    public static final String EVENT = "tributary.event";

    private Replayed() {}

    public static boolean is(Headers headers) {
        return headers.lastHeader(TIMES) != null;
    }

    /** How often the record has been sent back; 0 for a first-hand one. */
    public static int times(Headers headers) {
        String times = text(headers, TIMES);
        try {
            return times == null ? 0 : Integer.parseInt(times);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    /** The change that {@link #EVENT} names. */
    public static @Nullable String event(Headers headers) {
        return text(headers, EVENT);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
