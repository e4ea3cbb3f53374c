package dev.tributary.local.bigquery;

import java.io.Serial;

/** What BigQuery would refuse; the status is one of HTTP. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
