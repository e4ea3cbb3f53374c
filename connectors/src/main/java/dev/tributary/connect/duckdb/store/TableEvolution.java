package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.IncompatibleColumnException;
import dev.tributary.connect.rows.TableLayout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Creates a table and widens it: new columns at the end, wider types in place, a wider key by a copy. */
final class TableEvolution {
    private static final String COPY_SUFFIX = "__copy";

    private final Connection connection;
    private final String table;

    TableEvolution(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    TableLayout create(List<Column> columns, List<String> key) throws SQLException {
        TableLayout layout = new TableLayout(table, columns, key);
        for (Column column : layout.keyColumns()) {
            requireKeyKind(column);
        }
        execute(createStatement(table, layout));
        connection.commit();
        return layout;
    }

    void alter(TableLayout from, TableLayout to) throws SQLException {
        for (Column column : to.columns()) {
            int index = from.indexOf(column.name());
            if (index < 0) {
                execute("ALTER TABLE " + SqlNames.quoted(table) + " ADD COLUMN " + SqlNames.definition(column));
            } else if (!from.columns().get(index).type().equals(column.type()) && !to.isKey(column.name())) {
                changeType(from.columns().get(index), column);
            }
        }
        if (!from.keyColumns().equals(to.keyColumns())) {
            copyWithWiderKey(to);
        }
        connection.commit();
    }

    private void changeType(Column from, Column to) throws SQLException {
        if (to.type().kind() == Kind.DOUBLE && holdsWholeNumbersBeyondDouble(from)) {
            throw new IncompatibleColumnException("table " + table + ", column " + from.name() + " is "
                    + from.type().sql() + " and holds numbers that DOUBLE cannot keep exactly");
        }
        execute("ALTER TABLE " + SqlNames.quoted(table) + " ALTER COLUMN " + SqlNames.quoted(to.name()) + " TYPE "
                + to.type().sql());
    }

    private boolean holdsWholeNumbersBeyondDouble(Column column) throws SQLException {
        if (column.type().kind() != Kind.BIGINT && column.type().kind() != Kind.HUGEINT) {
            return false;
        }
        String name = SqlNames.quoted(column.name());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + SqlNames.quoted(table) + " WHERE "
                        + name + " > 9007199254740992 OR " + name + " < -9007199254740992")) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }

    /** DuckDB changes no type under a PRIMARY KEY, so the rows, and the markers of deleted ones, move to a new table. */
    private void copyWithWiderKey(TableLayout to) throws SQLException {
        for (Column column : to.keyColumns()) {
            requireKeyKind(column);
        }
        String copy = table + COPY_SUFFIX;
        execute(createStatement(copy, to));
        String columns = SqlNames.list(to.columns().stream().map(Column::name).toList());
        execute("INSERT INTO " + SqlNames.quoted(copy) + " (" + columns + ") SELECT " + columns + " FROM "
                + SqlNames.quoted(table));
        replace(table, copy);
        TableStatements markers = new TableStatements(to, null);
        if (TableCatalog.load(connection, markers.markers(), to.key()).isPresent()) {
            execute("CREATE OR REPLACE TEMP TABLE \"__markers\" AS FROM " + SqlNames.quoted(markers.markers()));
            execute("DROP TABLE " + SqlNames.quoted(markers.markers()));
            execute(markers.createMarkers());
            execute("INSERT INTO " + SqlNames.quoted(markers.markers()) + " FROM temp.\"__markers\"");
        }
    }

    private void replace(String old, String replacement) throws SQLException {
        execute("DROP TABLE " + SqlNames.quoted(old));
        execute("ALTER TABLE " + SqlNames.quoted(replacement) + " RENAME TO " + SqlNames.quoted(old));
    }

    private static String createStatement(String name, TableLayout layout) {
        return "CREATE TABLE " + SqlNames.quoted(name) + " ("
                + layout.columns().stream().map(SqlNames::definition).collect(Collectors.joining(", "))
                + ", PRIMARY KEY (" + SqlNames.list(layout.key()) + "))";
    }

    private void requireKeyKind(Column column) {
        if (!column.type().kind().isKey()) {
            throw new IncompatibleColumnException("table " + table + ", column " + column.name() + ": "
                    + column.type().sql() + " cannot be a key column");
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
