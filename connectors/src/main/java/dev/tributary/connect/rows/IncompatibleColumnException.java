package dev.tributary.connect.rows;

/** A column that a record needs and the table cannot have; the message names table, column and types. */
public final class IncompatibleColumnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncompatibleColumnException(String message) {
        super(message);
    }
}
