package dev.tributary.connect.duckdb;

/** Why a record cannot be read into a row; the message names columns and types, never a value. */
final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message) {
        super(message);
    }
}
