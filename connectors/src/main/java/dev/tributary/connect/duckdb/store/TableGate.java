package dev.tributary.connect.duckdb.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one task at a time write to a table, and tells the others when its columns have changed. */
final class TableGate {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final AtomicLong version = new AtomicLong();

    void enter() {
        lock.lock();
    }

    void leave() {
        lock.unlock();
    }

    long version() {
        return version.get();
    }

    long nextVersion() {
        return version.incrementAndGet();
    }
}
