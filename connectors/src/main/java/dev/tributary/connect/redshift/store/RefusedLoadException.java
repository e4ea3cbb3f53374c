package dev.tributary.connect.redshift.store;

/** COPY read the file and refused something in it; the message is the warehouse's, without values. */
public final class RefusedLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedLoadException(String message) {
        super(message);
    }
}
