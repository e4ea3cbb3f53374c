package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.TableLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/** What DuckDB's catalog says of a table. */
final class TableCatalog {
    private static final String COLUMNS = "SELECT table_name, column_name, data_type FROM duckdb_columns()"
            + " WHERE database_name = current_database() AND schema_name = 'main' AND lower(table_name) = lower(?)"
            + " ORDER BY column_index";

    private static final String PRIMARY_KEY = "SELECT unnest(constraint_column_names) FROM duckdb_constraints()"
            + " WHERE database_name = current_database() AND schema_name = 'main' AND lower(table_name) = lower(?)"
            + " AND constraint_type = 'PRIMARY KEY'";

    private TableCatalog() {}

    static Optional<TableLayout> load(Connection connection, String table, List<String> key) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(2), ColumnType.parse(rows.getString(3))));
                }
            }
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        TableLayout layout = new TableLayout(table, columns, key);
        requirePrimaryKey(connection, table, key);
        // The order of the columns, not of the record key: it is the same for every task and every start.
        List<String> ordered =
                key.stream().sorted(Comparator.comparingInt(layout::indexOf)).toList();
        return Optional.of(new TableLayout(table, columns, ordered));
    }

    private static void requirePrimaryKey(Connection connection, String table, List<String> key) throws SQLException {
        Set<String> present = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        try (PreparedStatement query = connection.prepareStatement(PRIMARY_KEY)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    present.add(rows.getString(1));
                }
            }
        }
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(key);
        if (!present.equals(wanted)) {
            throw new ConnectException("table " + table + " has the primary key " + present + ", the records have "
                    + wanted + "; set pk.fields, or alter the table");
        }
    }
}
