package dev.tributary.connect.rows;

/** Why a record cannot be read into a row; the message names columns and types, never a value. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message) {
        super(message);
    }
}
