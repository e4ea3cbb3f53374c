package dev.tributary.connect.shards;

/** The service is throttling, or cannot be reached: the same call may work later. */
public final class BusyStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusyStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
