package dev.tributary.connect.shards;

/** The iterator is too old to be used; another one for the same place will do. */
public final class ExpiredIteratorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExpiredIteratorException(Throwable cause) {
        super("expired iterator", cause);
    }
}
