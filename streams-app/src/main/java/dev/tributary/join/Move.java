package dev.tributary.join;

/** Whether a driving row is where it was. */
public enum Move {
    /** It refers to what it referred to before, or comes for the first time as far as can be told here. */
    STAYED,
    /** It referred elsewhere before: whoever joins it now speaks for it, even to say that it is gone. */
    ARRIVED,
    /** Its table did not have it before: where its changes come in order, nobody can have heard of it. */
    NEW,
    /** It refers elsewhere from now on: whoever joined it falls silent. */
    LEFT
}
