package dev.tributary.snowflake;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the current and history tables follow the landing table.
 *
 * @param lag how far a dynamic table may be behind, at Snowflake's cost; empty: plain views, computed when they are read
 */
public record Refresh(Optional<String> lag) {
    private static final Pattern LAG =
            Pattern.compile("[1-9][0-9]* (second|minute|hour|day)s?|downstream", Pattern.CASE_INSENSITIVE);

    public Refresh {
        if (lag.isPresent() && !LAG.matcher(lag.get()).matches()) {
            throw new IllegalArgumentException(
                    "'" + lag.get() + "' is no lag: write '1 minute', '2 hours', downstream");
        }
    }

    /** What is made, in SQL's words. */
    String kind() {
        return lag.isPresent() ? "DYNAMIC TABLE" : "VIEW";
    }

    /** The beginning of the statement that makes an object. */
    String create(String object, SqlName warehouse) {
        return lag.map(behind -> "CREATE OR REPLACE " + kind() + " " + object + "\n  TARGET_LAG = " + literal(behind)
                        + "\n  WAREHOUSE = " + warehouse + "\n  REFRESH_MODE = AUTO\nAS\n")
                .orElse("CREATE OR REPLACE " + kind() + " " + object + " AS\n");
    }

    private static String literal(String lag) {
        return lag.equalsIgnoreCase("downstream") ? "DOWNSTREAM" : "'" + lag + "'";
    }
}
