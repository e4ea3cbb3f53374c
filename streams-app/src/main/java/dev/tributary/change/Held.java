package dev.tributary.change;

/**
 * What a table keeps of a key.
 *
 * @param event the latest change
 * @param read the LSN of the last snapshot row taken; 0 when there was none
 * @param floor the streamed change that the last snapshot row was put over: what is not after it has been seen before;
 *     {@link Position#START} when there was none
 * @param afterStaleDelete whether a delete that came again was passed over, so that its tombstone is passed over too
 */
record Held(ChangeEvent event, long read, Position floor, boolean afterStaleDelete) {
    /** The first change of a key. */
    static Held first(ChangeEvent event) {
        return new Held(event, event.op() == Op.READ ? event.position().event() : 0, Position.START, false);
    }

    /** A streamed change over this one. */
    Held streamed(ChangeEvent newer) {
        return new Held(newer, read, floor, false);
    }

    /** A snapshot row over this one. */
    Held reread(ChangeEvent newer) {
        boolean overStreamed = event.position().commit() != 0;
        return new Held(newer, newer.position().event(), overStreamed ? event.position() : floor, false);
    }

    /** The same, with the event's open values filled. */
    Held with(ChangeEvent filled) {
        return new Held(filled, read, floor, afterStaleDelete);
    }

    Held staleDelete(boolean passedOver) {
        return new Held(event, read, floor, passedOver);
    }
}
