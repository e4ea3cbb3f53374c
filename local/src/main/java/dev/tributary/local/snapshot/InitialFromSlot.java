package dev.tributary.local.snapshot;

import io.debezium.snapshot.mode.InitialSnapshotter;

/**
 * Debezium's mode {@code initial}, right also when the snapshot is cut short by a crash.
 *
 * <p>A snapshot that is begun a second time does not see the rows deleted since the first, some of which are on the topic
 * already; {@code initial} then streams from the second snapshot on, so that their deletes are never told. The slot has
 * kept all changes since before the first snapshot: this mode streams from there. What the snapshot has told already comes
 * again, in its old order, and ends at the same rows.
 */
public final class InitialFromSlot extends InitialSnapshotter {

    public static final String NAME = "initial-from-slot";

    private volatile boolean snapshotAhead;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean shouldSnapshotData(boolean offsetExists, boolean snapshotInProgress) {
        snapshotAhead = super.shouldSnapshotData(offsetExists, snapshotInProgress);
        return snapshotAhead;
    }

    /** Asked at every start, after the question above; without a snapshot ahead, the stored offset is right. */
    @Override
    public boolean shouldStreamEventsStartingFromSnapshot() {
        return !snapshotAhead;
    }
}
