package dev.tributary.projection;

/** An expression that has no value for a row; says which kind of failure, never the values. */
final class EvaluationFailure extends RuntimeException {
    EvaluationFailure(String kind) {
        super(kind);
    }
}
