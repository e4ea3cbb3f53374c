package dev.tributary.local.snowflake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How long each of some rows took from being sent to being readable. */
public final class Delays {

    private final Map<Long, Long> sent = Collections.synchronizedMap(new TreeMap<>());
    private final List<Double> seconds = new ArrayList<>();

    /** A row leaves now. */
    public void sent(long id) {
        sent.put(id, System.nanoTime());
    }

    /** A row was readable at a time; rows that were not sent do not count. */
    public void seen(long id, long nanos) {
        Long from = sent.remove(id);
        if (from != null) {
            seconds.add((nanos - from) / 1e9);
        }
    }

    public int count() {
        return seconds.size();
    }

    @Override
    public String toString() {
        Collections.sort(seconds);
        return String.format(
                Locale.ROOT,
                "p50 %.2f s, p99 %.2f s, most %.2f s over %d rows",
                seconds.get(seconds.size() / 2),
                seconds.get(seconds.size() * 99 / 100),
                seconds.get(seconds.size() - 1),
                seconds.size());
    }
}
