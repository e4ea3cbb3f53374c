package dev.tributary.connect.cockroach.files;

/** A file of which nothing is published, with the reason, which names no values. */
final class RefusedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedFileException(String reason) {
        super(reason);
    }
}
