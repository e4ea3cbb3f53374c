package dev.tributary.serde;

/** The Schema Registry did not answer: nothing is wrong with the record, so it is tried again and never skipped. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
