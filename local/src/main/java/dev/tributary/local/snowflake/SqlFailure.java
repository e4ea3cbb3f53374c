package dev.tributary.local.snowflake;

/** A statement that the double answers with an error, in Snowflake's own codes. */
final class SqlFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String state;

    private SqlFailure(String code, String state, String message) {
        super(message);
        this.code = code;
        this.state = state;
    }

    static SqlFailure missing(String kind, String name) {
        return new SqlFailure(
                "002003",
                "42S02",
                "SQL compilation error:\n" + kind + " '" + name + "' does not exist or not authorized.");
    }

    /** The role sees the object and may not do that to it. */
    static SqlFailure denied(String object) {
        return new SqlFailure(
                "003001", "42501", "SQL access control error:\nInsufficient privileges to operate on " + object + ".");
    }

    static SqlFailure unknown(String what) {
        return new SqlFailure("001003", "42000", "the double does not know " + what);
    }

    String code() {
        return code;
    }

    String state() {
        return state;
    }
}
