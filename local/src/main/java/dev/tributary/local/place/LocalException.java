package dev.tributary.local.place;

/** A failure that the user can act on: its message is one line that ends with the fix. */
public final class LocalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final LocalExit exit;

    public LocalException(LocalExit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public LocalException(LocalExit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public LocalExit exit() {
        return exit;
    }
}
