package dev.tributary.pipeline;

/** What an output does when the source changes the columns of one of its tables. */
public enum Evolution {
    /** New columns go out, types widen, and no column ever leaves: one that the source drops is null from then on. */
    LENIENT,
    /** A change that reaches the output stops the application. */
    EXCEPTION,
    /** The output follows: columns come, widen and go; a change that it cannot follow stops the application. */
    EVOLVE,
    /** The output follows where it can, and keeps its columns where it cannot. */
    TRY_EVOLVE,
    /** The output keeps the columns that it started with. */
    IGNORE;

    /** Whether the output goes on without a column that it names, once the source has dropped it. */
    public boolean outlivesColumns() {
        return this != EXCEPTION && this != EVOLVE;
    }
}
