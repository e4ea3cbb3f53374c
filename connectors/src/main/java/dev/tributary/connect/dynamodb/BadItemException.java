package dev.tributary.connect.dynamodb;

/** An item that does not fit the declared columns; the message names the column, never a value. */
final class BadItemException extends Exception {
    private static final long serialVersionUID = 1L;

    BadItemException(String message) {
        super(message);
    }
}
