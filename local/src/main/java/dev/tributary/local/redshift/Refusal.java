package dev.tributary.local.redshift;

/** A statement that Redshift, or this double, does not take. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String state;

    Refusal(String state, String message) {
        super(message);
        this.state = state;
    }

    String state() {
        return state;
    }

    /** The message as SQL text. */
    String literal() {
        return "'" + String.valueOf(getMessage()).replace("'", "''") + "'";
    }
}
