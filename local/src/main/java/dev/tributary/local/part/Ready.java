package dev.tributary.local.part;

import dev.tributary.local.place.LocalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting until a starting part answers. */
final class Ready {

    private static final long POLL_MILLIS = 25;

    private Ready() {}

    /**
     * Returns once {@code answers} does.
     *
     * @throws LocalException when {@code alive} turns false or the time is up; it names the part and its log
     */
    static void await(String part, Path log, BooleanSupplier alive, BooleanSupplier answers) {
        Duration timeout = Duration.ofSeconds(90);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!answers.getAsBoolean()) {
            if (!alive.getAsBoolean()) {
                throw failed(part + " ended while starting", log);
            }
            if (System.nanoTime() > deadline) {
                throw failed(part + " did not answer within " + timeout.toSeconds() + " s", log);
            }
            pause();
        }
    }

    private static LocalException failed(String what, Path log) {
        return LocalException.partFailed(what + ": see " + log);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalException.partFailed("interrupted while starting");
        }
    }
}
