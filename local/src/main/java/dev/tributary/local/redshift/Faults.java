package dev.tributary.local.redshift;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Failures on demand, so that a test can show what a sink does about them. */
public final class Faults {
    private enum Kind {
        CUT_BEFORE,
        CUT_AFTER,
        CONFLICT
    }

    private record Fault(Kind kind, String word, AtomicInteger left) {}

    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger delivered = new AtomicInteger();
    private volatile @Nullable String refused;

    /** Breaks the connection instead of taking the next so many statements that begin with a word. */
    public void cutBefore(String word, int times) {
        faults.add(new Fault(Kind.CUT_BEFORE, word, new AtomicInteger(times)));
    }

    /** Takes the next so many statements that begin with a word, and breaks the connection before the answer. */
    public void cutAfter(String word, int times) {
        faults.add(new Fault(Kind.CUT_AFTER, word, new AtomicInteger(times)));
    }

    /** Answers the next so many statements that begin with a word as a conflict of serializable transactions. */
    public void conflict(String word, int times) {
        faults.add(new Fault(Kind.CONFLICT, word, new AtomicInteger(times)));
    }

    /** From now on COPY refuses each field that holds this text, as it refuses characters that it does not know. */
    public void refuseText(String text) {
        refused = text;
    }

    /** How many faults have been delivered. */
    public int delivered() {
        return delivered.get();
    }

    boolean cutsBefore(String sql) {
        return takes(Kind.CUT_BEFORE, sql);
    }

    boolean cutsAfter(String sql) {
        return takes(Kind.CUT_AFTER, sql);
    }

    void requireNoConflict(String sql) throws Refusal {
        if (takes(Kind.CONFLICT, sql)) {
            throw new Refusal(
                    "XX000",
                    "1023 DETAIL: Serializable isolation violation on table - 100, transactions forming the cycle are:"
                            + " 1, 2 (pid:1)");
        }
    }

    boolean refuses(String field) {
        String text = refused;
        return text != null && field.contains(text);
    }

    private boolean takes(Kind kind, String sql) {
        for (Fault fault : faults) {
            if (fault.kind() == kind
                    && sql.toUpperCase(Locale.ROOT).startsWith(fault.word())
                    && fault.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                delivered.incrementAndGet();
                return true;
            }
        }
        return false;
    }
}
