package dev.tributary.connect.export.delta;

/**
 * What a delta holds.
 *
 * @param rows those of the new export
 * @param before those of the previous export; 0 when there is none
 */
public record Counts(long rows, long before, long creates, long updates, long deletes) {
    /** How many changes there are. */
    public long changes() {
        return creates + updates + deletes;
    }

    /** Which part of the previous rows is gone. */
    public double deleteShare() {
        return before == 0 ? 0 : (double) deletes / before;
    }
}
