package dev.tributary.connect.bigquery.write;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;

/** Waits a little longer each time, until its time is over. */
final class Backoff {
    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 5_000;

    private final long start = System.nanoTime();
    private final long patienceMillis;
    private long next = FIRST_MILLIS;

    Backoff(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Waits, and returns true; false when the time is over. */
    boolean pause() {
        long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (spent >= patienceMillis) {
            return false;
        }
        try {
            long jitter = ThreadLocalRandom.current().nextLong(next / 2 + 1);
            TimeUnit.MILLISECONDS.sleep(Math.min(next / 2 + jitter, patienceMillis - spent));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while waiting to append again", e);
        }
        next = Math.min(next * 2, LONGEST_MILLIS);
        return true;
    }
}
