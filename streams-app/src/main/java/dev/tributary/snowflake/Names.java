package dev.tributary.snowflake;

/**
 * The objects that hold an output's tables, and who writes them.
 *
 * @param role may write the landing table, and nothing else
 * @param user signs in as the connector
 */
public record Names(SqlName database, SqlName schema, SqlName warehouse, SqlName role, SqlName user) {
    String in(SqlName object) {
        return database + "." + schema + "." + object;
    }

    String qualifiedSchema() {
        return database + "." + schema;
    }
}
