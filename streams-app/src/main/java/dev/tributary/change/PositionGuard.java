package dev.tributary.change;

import org.jspecify.annotations.Nullable;

/** Decides whether a change event is newer than the one its table holds. */
final class PositionGuard {
    private PositionGuard() {}

    /** The event at its place in the order of its key, or null when the table already knows as much. */
    static @Nullable ChangeEvent newer(ChangeEvent incoming, @Nullable ChangeEvent held) {
        if (held == null) {
            return incoming.equals(ChangeEvent.TOMBSTONE) ? null : incoming;
        }
        if (incoming.position().equals(Position.UNKNOWN)) {
            return held.live() ? incoming.at(held.position().next()) : null;
        }
        Position position = place(incoming, held.position());
        return position.compareTo(held.position()) > 0 ? incoming.at(position) : null;
    }

    /**
     * A snapshot that read the row at or after the held change's commit starts a new epoch of its key: what the source
     * streams from then on is newer than the snapshot, whatever its LSN.
     */
    private static Position place(ChangeEvent incoming, Position held) {
        Position told = incoming.position().inEpoch(Math.max(incoming.position().epoch(), held.epoch()));
        boolean rereads = incoming.op() == Op.READ && told.epoch() == held.epoch() && held.commit() != 0;
        boolean coversHeld = Long.compareUnsigned(told.event(), held.commit()) >= 0;
        return rereads && coversHeld ? told.inEpoch(held.epoch() + 1) : told;
    }
}
