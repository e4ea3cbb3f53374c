package dev.tributary.connect.cockroach.feed;

/** Why a message of a feed is no change of a declared table; the text has no value of a row in it. */
public final class BadMessageException extends Exception {
    BadMessageException(String reason) {
        super(reason);
    }
}
