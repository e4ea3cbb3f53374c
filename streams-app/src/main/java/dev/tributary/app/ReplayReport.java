package dev.tributary.app;

import dev.tributary.errors.LetterHeaders;
import dev.tributary.serde.Replayed;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;

/** What a replay did so far. */
public final class ReplayReport {
    private final Map<String, Long> reasons = new TreeMap<>();
    private long read;
    private long leftOut;
    private long foreign;
    private long again;

    void leaveOut() {
        read++;
        leftOut++;
    }

    void refuse() {
        read++;
        foreign++;
    }

    void send(Headers letter) {
        read++;
        again += Replayed.is(letter) ? 1 : 0;
        String why = LetterHeaders.text(letter, LetterHeaders.STEP) + ": "
                + LetterHeaders.text(letter, LetterHeaders.REASON);
        reasons.merge(why, 1L, Long::sum);
    }

    /** Letters looked at. */
    public long read() {
        return read;
    }

    /** Letters that the filter left out. */
    public long leftOut() {
        return leftOut;
    }

    /** Letters of topics that the pipeline does not read. */
    public long foreign() {
        return foreign;
    }

    /** Letters sent back, or that would be. */
    public long sent() {
        return read - leftOut - foreign;
    }

    /** Those among the sent ones that had been sent back before. */
    public long sentAgain() {
        return again;
    }

    /** How many were sent back, by step and reason. */
    public Map<String, Long> reasons() {
        return reasons;
    }
}
