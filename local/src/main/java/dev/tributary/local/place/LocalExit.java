package dev.tributary.local.place;

/** Every way the embedded stack can end, and the exit code that says so. */
public enum LocalExit {
    OK(0),
    /** The warehouse differs from Postgres. */
    DIFFERENT(1),
    USAGE(2),
    PORT_IN_USE(20),
    DIRECTORY_IN_USE(21),
    PART_FAILED(22),
    NOT_IN_TIME(23);

    private final int code;

    LocalExit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
