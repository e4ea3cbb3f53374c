package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.rows.Column;
import java.util.Collection;
import java.util.stream.Collectors;

/** Identifiers as DuckDB reads them: always quoted, so that no name is a keyword or a second statement. */
final class SqlNames {
    private SqlNames() {}

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String list(Collection<String> identifiers) {
        return identifiers.stream().map(SqlNames::quoted).collect(Collectors.joining(", "));
    }

    static String equal(String left, String right, Collection<String> identifiers) {
        return identifiers.stream()
                .map(SqlNames::quoted)
                .map(name -> left + "." + name + " = " + right + "." + name)
                .collect(Collectors.joining(" AND "));
    }

    /** A column as CREATE TABLE has it. */
    static String definition(Column column) {
        return quoted(column.name()) + " " + column.type().sql();
    }
}
