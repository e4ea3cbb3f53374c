package dev.tributary.join;

/** Whether a driving row is where it was. */
public enum Move {
    /** It refers to what it referred to before, or is new. */
    STAYED,
    /** It referred elsewhere before: whoever joins it now speaks for it, even to say that it is gone. */
    ARRIVED,
    /** It refers elsewhere from now on: whoever joined it falls silent. */
    LEFT
}
