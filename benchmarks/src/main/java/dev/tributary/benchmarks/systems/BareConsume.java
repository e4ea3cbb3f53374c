package dev.tributary.benchmarks.systems;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads only; its two output records mark the first and the last bonus. */
final class BareConsume implements Work {
    private final AtomicInteger seen = new AtomicInteger();
    private final int bonuses;

    BareConsume(int bonuses) {
        this.bonuses = bonuses;
    }

    @Override
    public void payroll(byte[] value) {}

    @Override
    public byte @Nullable [] output(byte[] bonus) {
        int count = seen.incrementAndGet();
        return count == 1 || count == bonuses ? new byte[0] : null;
    }
}
