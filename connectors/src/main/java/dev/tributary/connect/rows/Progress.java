package dev.tributary.connect.rows;

/**
 * How far a partition has been read.
 *
 * @param nextOffset the offset of the next record to apply
 * @param newestTimestamp the newest record timestamp seen, in milliseconds; {@link #NO_TIMESTAMP} when none had one
 */
public record Progress(long nextOffset, long newestTimestamp) {
    public static final long NO_TIMESTAMP = -1;

    /** The table of the warehouse that keeps it. */
    public static final String TABLE = "tributary_offsets";

    public Progress furthest(Progress other) {
        return new Progress(Math.max(nextOffset, other.nextOffset), Math.max(newestTimestamp, other.newestTimestamp));
    }
}
