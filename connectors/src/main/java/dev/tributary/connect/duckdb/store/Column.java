package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.duckdb.types.ColumnType;

/** A column of a table. */
public record Column(String name, ColumnType type) {
    String definition() {
        return SqlNames.quoted(name) + " " + type.sql();
    }
}
