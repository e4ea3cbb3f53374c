package dev.tributary.local.snowflake;

/** A fault that was asked for: the client gets HTTP 500 instead of an answer. */
final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
        super(message);
    }
}
