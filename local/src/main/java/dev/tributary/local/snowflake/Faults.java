package dev.tributary.local.snowflake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Failures on demand, so that a test can show what the connector does about them. */
public final class Faults {

    private final AtomicInteger lostReplies = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger wrongSequencers = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean tokensForgotten;
    private final AtomicInteger taken = new AtomicInteger();

    /** The next so many registrations commit, and the client hears HTTP 500. */
    public void loseReplies(int count) {
        lostReplies.set(count);
    }

    /** The next so many registrations commit nothing and answer HTTP 500; the client asks again every 3 s. */
    public void refuse(int count) {
        refusals.set(count);
    }

    /** The next so many registrations are told that another client has opened their channels. */
    public void mistakeSequencers(int count) {
        wrongSequencers.set(count);
    }

    /** Every registration takes so much longer. */
    public void slowDown(Duration longer) {
        delay = longer;
    }

    /** From now on channels have no offset token: what protects from duplicates is gone. */
    public void forgetTokens(boolean forget) {
        tokensForgotten = forget;
    }

    /** How many faults have been delivered. */
    public int delivered() {
        return taken.get();
    }

    void beforeCommit() throws Unavailable {
        pause();
        if (take(refusals)) {
            throw new Unavailable("refused as asked");
        }
    }

    void afterCommit() throws Unavailable {
        if (take(lostReplies)) {
            throw new Unavailable("reply lost as asked");
        }
    }

    boolean mistakesSequencer() {
        return take(wrongSequencers);
    }

    boolean forgetsTokens() {
        return tokensForgotten;
    }

    private boolean take(AtomicInteger fault) {
        if (fault.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        taken.incrementAndGet();
        return true;
    }

    private void pause() throws Unavailable {
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("closing");
        }
    }
}
