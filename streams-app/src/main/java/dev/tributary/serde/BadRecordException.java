package dev.tributary.serde;

import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be taken as what its topic promises; it goes to the dead letter topic and the next one is read.
 *
 * <p>The message names columns, types and places and never holds a value, nor does it carry a cause that might.
 */
public final class BadRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Origin origin;
    private final transient byte @Nullable [] key;
    private final transient byte @Nullable [] value;

    /** A bad record that is just being read: where it stands is known to the one who reads it. */
    public BadRecordException(String reason) {
        this(reason, null, null, null);
    }

    /** A record that turned out bad behind an internal topic: where it came from, and what to keep of it. */
    public BadRecordException(String reason, @Nullable Origin origin, byte @Nullable [] key, byte @Nullable [] value) {
        super(reason, null, false, false);
        this.origin = origin;
        this.key = key;
        this.value = value;
    }

    public @Nullable Origin origin() {
        return origin;
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }
}
