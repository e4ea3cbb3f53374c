package dev.tributary.connect.shards;

import java.util.concurrent.TimeUnit;

/** How long to wait after so many failures in a row: twice as long each time, from 0.2 s to 10 s. */
public final class Backoff {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_DOUBLINGS = 6;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    private int failures;

    /** Counts a failure; the time to wait, in nanoseconds. */
    public long failed() {
        long wait = FIRST << Math.min(failures++, MOST_DOUBLINGS);
        return Math.min(wait, LONGEST);
    }

    public void worked() {
        failures = 0;
    }
}
