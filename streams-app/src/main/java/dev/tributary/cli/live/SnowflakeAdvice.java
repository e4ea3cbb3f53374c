package dev.tributary.cli.live;

import java.util.List;

/** What the Snowflake connector's own words leave out: it blames the key for a missing role, and the table for a missing grant. */
final class SnowflakeAdvice {
    private static final String GRANTS = "the statements of ./tributary snowflake ddl grant it";
    private static final List<Advice> ALL = List.of(
            new Advice(
                    "Cannot connect to Snowflake",
                    "it says the same of a wrong url, of a user without this public key (DESC USER), and of a"
                            + " snowflake.role.name that does not exist or is not granted to the user (SHOW GRANTS TO USER)"),
            new Advice("database does not exist", "or the role has no USAGE on it: " + GRANTS),
            new Advice("schema does not exist", "or the role has no USAGE on it: " + GRANTS),
            new Advice("Failed to create table", "if it is there, the role has no right on it: " + GRANTS),
            new Advice("Open channel request failed", "if it is there, the role has no INSERT on it: " + GRANTS));

    private record Advice(String said, String meant) {}

    private SnowflakeAdvice() {}

    /** A message with what may be meant by it. */
    static String on(String message) {
        return ALL.stream()
                .filter(advice -> message.contains(advice.said()))
                .findFirst()
                .map(advice -> message + " (" + advice.meant() + ")")
                .orElse(message);
    }
}
