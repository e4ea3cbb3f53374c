package dev.tributary.change;

import org.jspecify.annotations.Nullable;

/** Decides whether a change event is newer than what its table holds of the key. */
final class PositionGuard {
    private PositionGuard() {}

    /** What the table holds once it has taken the event, at its place in the order of its key; null when it is not newer. */
    static @Nullable Held taken(ChangeEvent incoming, @Nullable Held held) {
        boolean tombstone = incoming.position().equals(Position.UNKNOWN);
        if (held == null) {
            return tombstone ? null : Held.first(incoming);
        }
        ChangeEvent latest = held.event();
        if (tombstone) {
            return latest.live() ? held.streamed(incoming.at(latest.position().next())) : null;
        }
        if (incoming.position().restarts() != latest.position().restarts()) {
            return incoming.position().compareTo(latest.position()) > 0 ? Held.first(incoming) : null;
        }
        return incoming.op() == Op.READ ? reread(incoming, held) : streamed(incoming, held);
    }

    private static @Nullable Held streamed(ChangeEvent incoming, Held held) {
        Position latest = held.event().position();
        Position told = incoming.position().inEpoch(latest.epoch());
        boolean seen = told.compareTo(held.floor().inEpoch(latest.epoch())) <= 0;
        return seen || told.compareTo(latest) <= 0 ? null : held.streamed(incoming.at(told));
    }

    /**
     * A snapshot that read the row after the held change was committed starts a new epoch of its key: what the source
     * streams from then on is newer than the snapshot, whatever its LSN, unless the snapshot was put over it.
     */
    private static @Nullable Held reread(ChangeEvent incoming, Held held) {
        Position latest = held.event().position();
        if (latest.commit() == 0) {
            Position told = incoming.position().inEpoch(latest.epoch());
            return told.compareTo(latest) > 0 ? held.reread(incoming.at(told)) : null;
        }
        long readAt = incoming.position().event();
        boolean coversHeld = Long.compareUnsigned(readAt, latest.commit()) >= 0
                && Long.compareUnsigned(readAt, latest.event()) >= 0
                && Long.compareUnsigned(readAt, held.read()) > 0;
        return coversHeld ? held.reread(incoming.at(incoming.position().inEpoch(latest.epoch() + 1))) : null;
    }
}
