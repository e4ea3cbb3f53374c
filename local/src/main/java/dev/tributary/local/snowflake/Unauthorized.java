package dev.tributary.local.snowflake;

/** A request whose token or role the double does not accept. */
final class Unauthorized extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    Unauthorized(String code, String message) {
        super(message);
        this.code = code;
    }

    static Unauthorized token(String why) {
        return new Unauthorized("390144", "JWT token is invalid: " + why);
    }

    String code() {
        return code;
    }
}
