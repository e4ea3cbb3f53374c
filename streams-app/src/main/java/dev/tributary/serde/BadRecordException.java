package dev.tributary.serde;

/**
 * A record that cannot be taken as what its topic promises; it goes to the dead letter topic and the next one is read.
 *
 * <p>The message names columns, types and places and never holds a value, nor does it carry a cause that might.
 */
public final class BadRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRecordException(String reason) {
        super(reason, null, false, false);
    }
}
