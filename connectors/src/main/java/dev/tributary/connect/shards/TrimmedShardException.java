package dev.tributary.connect.shards;

import org.jspecify.annotations.Nullable;

/** The service has dropped records that were not read yet. */
public final class TrimmedShardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message says what is gone. */
    public TrimmedShardException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
