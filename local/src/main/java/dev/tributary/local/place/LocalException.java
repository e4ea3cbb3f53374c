package dev.tributary.local.place;

import dev.tributary.app.ExitCode;

/** A failure that the user can act on: its message is one line that ends with the fix. */
public final class LocalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public LocalException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A part of the stack that did not start. */
    public static LocalException partFailed(String message) {
        return new LocalException(ExitCode.PART_FAILED, message);
    }

    public int exitCode() {
        return exitCode.code();
    }
}
