package dev.tributary.serde;

/** The Schema Registry answered, and does not take a schema. */
public final class SchemaRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaRefusedException(String message) {
        super(message, null, false, false);
    }
}
