package dev.tributary.local.snowflake;

/** A column of a table, its name as Snowflake stores it. */
record Column(String name, ColumnType type, boolean nullable) {

    /** The name as DuckDB takes it literally. */
    String quoted() {
        return Names.quoted(name);
    }
}
