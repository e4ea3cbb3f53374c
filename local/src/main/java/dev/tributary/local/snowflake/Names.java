package dev.tributary.local.snowflake;

import java.util.Locale;

/** Snowflake's rule for identifiers: upper case unless quoted. */
final class Names {

    private Names() {}

    /** The stored form of an identifier as it is written. */
    static String stored(String written) {
        if (written.length() > 1 && written.startsWith("\"") && written.endsWith("\"")) {
            return written.substring(1, written.length() - 1).replace("\"\"", "\"");
        }
        return written.toUpperCase(Locale.ROOT);
    }

    /** A stored name in double quotes. */
    static String quoted(String stored) {
        return "\"" + stored.replace("\"", "\"\"") + "\"";
    }

    /** A text in single quotes. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
