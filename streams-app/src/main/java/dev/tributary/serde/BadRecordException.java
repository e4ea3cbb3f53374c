package dev.tributary.serde;

import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be taken as what its topic promises; it goes to the dead letter topic and the next one is read.
 *
 * <p>The message names columns, types and places and never holds a value, nor does it carry a cause that might.
 */
public final class BadRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * What is kept of a record that turned out bad behind an internal topic.
     *
     * @param origin where it was read
     * @param value its row as JSON
     * @param event which change the row belongs to, so that it can be sent back
     */
    public record Kept(Origin origin, byte[] key, byte[] value, String event) {}

    private final transient @Nullable Kept kept;

    /** A bad record that is just being read: where it stands is known to the one who reads it. */
    public BadRecordException(String reason) {
        this(reason, null);
    }

    /** A record that turned out bad behind an internal topic. */
    public BadRecordException(String reason, @Nullable Kept kept) {
        super(reason, null, false, false);
        this.kept = kept;
    }

    public @Nullable Kept kept() {
        return kept;
    }
}
