package dev.tributary.local.place;

import dev.tributary.app.ExitCode;

/** A failure that the user can act on: its message is one line that ends with the fix. */
public final class LocalException extends RuntimeException {

    /** Beside those of {@link ExitCode}: Postgres, the registry, the broker or Connect did not start. */
    public static final int PART_FAILED = 11;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public LocalException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode.code();
    }

    private LocalException(String message) {
        super(message);
        this.exitCode = PART_FAILED;
    }

    /** A part of the stack that did not start. */
    public static LocalException partFailed(String message) {
        return new LocalException(message);
    }

    public int exitCode() {
        return exitCode;
    }
}
