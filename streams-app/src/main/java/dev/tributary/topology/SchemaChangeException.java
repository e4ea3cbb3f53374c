package dev.tributary.topology;

/** A change of the source's columns that an output's evolution policy does not go along with: the application stops. */
public final class SchemaChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaChangeException(String message) {
        super(message, null, false, false);
    }
}
