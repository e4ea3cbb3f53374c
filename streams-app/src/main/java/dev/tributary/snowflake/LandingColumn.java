package dev.tributary.snowflake;

/**
 * A column of an output as Snowflake has it.
 *
 * @param landingType what the connector can write into without loss; it sends every value as text
 * @param type what readers see in the current and history tables
 * @param reading how {@code type} is made of the landed value, with {@code %s} for the column
 */
public record LandingColumn(SqlName name, String landingType, String type, String reading) {
    /** A column that lands in the type that it is read in. */
    static LandingColumn plain(SqlName name, String type) {
        return new LandingColumn(name, type, type, "%s");
    }

    /** The expression of the read column. */
    String read() {
        String expression = reading.formatted(name);
        return expression.equals(name.toString()) ? expression : expression + " AS " + name;
    }
}
