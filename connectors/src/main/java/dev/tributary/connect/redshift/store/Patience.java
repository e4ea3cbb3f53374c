package dev.tributary.connect.redshift.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Tries again what may pass, for a bounded time, with longer and longer pauses. */
public final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Duration longest;
    private final List<String> secrets;

    public Patience(Duration longest, List<String> secrets) {
        this.longest = longest;
        this.secrets = List.copyOf(secrets);
    }

    /** Work that leaves nothing behind when it fails. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** What may be told of a failure. */
    String told(Exception failure) {
        return Failure.told(failure, secrets);
    }

    /** The result; a {@link ConnectException} that says what was being done when it cannot be had. */
    public <T> T attempt(String doing, Work<T> work) {
        long deadline = System.nanoTime() + longest.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return work.run();
            } catch (SQLException | SdkException e) {
                if (!Failure.passes(e) || System.nanoTime() >= deadline) {
                    throw Failure.permanent(doing, e, secrets);
                }
                LOG.warn("{}, tried again in {} ms: {}", doing, pause, told(e));
            }
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /** Looks a few times for what may show up a moment later; the last look counts. */
    <T> Map<Integer, T> awaited(Supplier<Map<Integer, T>> look) {
        Map<Integer, T> found = look.get();
        for (long pause = FIRST_PAUSE_MILLIS; found.isEmpty() && pause < LONGEST_PAUSE_MILLIS; pause *= 2) {
            pause(pause);
            found = look.get();
        }
        return found;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while waiting for the warehouse", e);
        }
    }
}
