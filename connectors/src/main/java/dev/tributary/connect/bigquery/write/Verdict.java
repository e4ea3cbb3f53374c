package dev.tributary.connect.bigquery.write;

import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializtionError;
import com.google.cloud.bigquery.storage.v1.Exceptions.SchemaMismatchedException;
import com.google.cloud.bigquery.storage.v1.Exceptions.StreamWriterClosedException;
import io.grpc.Status;

/** What the failure of an append asks for. */
enum Verdict {
    /** Some rows are bad: without them the others go. */
    BAD_ROWS,
    /** The stream does not know a column yet, or not the table. */
    UNKNOWN_SCHEMA,
    NOT_FOUND,
    /** The same again, a little later. */
    AGAIN,
    /** It will not pass. */
    HOPELESS;

    static Verdict of(Throwable failure) {
        if (failure instanceof AppendSerializtionError) {
            return BAD_ROWS;
        }
        if (failure instanceof SchemaMismatchedException) {
            return UNKNOWN_SCHEMA;
        }
        if (failure instanceof StreamWriterClosedException) {
            return AGAIN;
        }
        return switch (Status.fromThrowable(failure).getCode()) {
            case NOT_FOUND -> NOT_FOUND;
            case UNAVAILABLE, INTERNAL, ABORTED, CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNKNOWN -> AGAIN;
            default -> HOPELESS;
        };
    }
}
