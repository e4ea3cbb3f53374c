package dev.tributary.connect.kinesis;

/** Data that is no row; the message names the column, never a value. */
final class BadDataException extends Exception {
    private static final long serialVersionUID = 1L;

    BadDataException(String message) {
        super(message);
    }
}
