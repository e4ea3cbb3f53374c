package dev.tributary.projection;

/** A row whose projection failed: names the output, the column and the kind of failure, never a value. */
public final class ProjectionException extends RuntimeException {
    ProjectionException(String output, String column, String kind) {
        super("output " + output + ", column " + column + ": " + kind);
    }
}
