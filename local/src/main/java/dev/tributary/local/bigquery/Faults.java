package dev.tributary.local.bigquery;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Failures on demand, so that a test can show what the sink does about them. */
public final class Faults {

    /** What befalls one append. */
    public enum Fault {
        /** The connection ends with UNAVAILABLE; nothing is applied. */
        UNAVAILABLE,
        /** The answer is RESOURCE_EXHAUSTED; nothing is applied. */
        RESOURCE_EXHAUSTED,
        /** The rows are applied, and the answer is INTERNAL. */
        INTERNAL_AFTER_APPLYING,
        /** The rows are applied, and the connection ends before the answer. */
        RESET_AFTER_APPLYING,
        /** The account may not write. */
        PERMISSION_DENIED
    }

    private final Queue<Fault> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger restRefusals = new AtomicInteger();
    private volatile Duration schemaDelay = Duration.ZERO;

    /** Befalls the next append that has none before it. */
    public void add(Fault fault) {
        next.add(fault);
    }

    /** Streams learn of new columns and tables so much later. */
    public void learnLate(Duration delay) {
        schemaDelay = delay;
    }

    /** The next so many REST calls are answered with 503. */
    public void refuseRest(int count) {
        restRefusals.set(count);
    }

    /** How many faults have been delivered. */
    public int delivered() {
        return delivered.get();
    }

    public void clear() {
        next.clear();
    }

    @Nullable
    Fault take() {
        Fault fault = next.poll();
        if (fault != null) {
            delivered.incrementAndGet();
        }
        return fault;
    }

    boolean refusesRest() {
        return restRefusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    Duration schemaDelay() {
        return schemaDelay;
    }
}
