package dev.tributary.local.bigquery;

import dev.tributary.connect.duckdb.store.CellAppender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** One table: its rows, and the sequence number of every key that it has seen. */
final class StoredTable {
    private final DuckDBConnection connection;
    private final Map<String, String> sequences = new HashMap<>();
    private final Map<String, Long> knownFrom = new HashMap<>();
    private TableDocument document;
    private long streamFrom;
    private int version = 1;

    private StoredTable(DuckDBConnection connection, TableDocument document) {
        this.connection = connection;
        this.document = document;
    }

    static StoredTable create(DuckDBConnection connection, TableDocument document, Duration unknown)
            throws SQLException {
        StoredTable table = new StoredTable(connection, document);
        table.streamFrom = System.nanoTime() + unknown.toNanos();
        String columns = document.fields().stream()
                .map(field -> quoted(field.name()) + " " + field.column().sql())
                .collect(Collectors.joining(", "));
        table.execute("CREATE TABLE " + table.changes() + " (" + columns
                + ", _change_key VARCHAR, _change_sequence VARCHAR, _change_deleted BOOLEAN)");
        table.createView();
        return table;
    }

    static StoredTable load(DuckDBConnection connection, TableDocument document) throws SQLException {
        StoredTable table = new StoredTable(connection, document);
        table.streamFrom = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT _change_key, _change_sequence FROM " + table.changes())) {
            while (rows.next()) {
                table.sequences.put(rows.getString(1), rows.getString(2));
            }
        }
        return table;
    }

    private void createView() throws SQLException {
        execute("CREATE OR REPLACE VIEW " + quoted(document.name())
                + " AS SELECT * EXCLUDE (_change_key, _change_sequence, _change_deleted) FROM " + changes()
                + " WHERE NOT _change_deleted");
    }

    private String changes() {
        return quoted(document.name() + "__changes");
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    synchronized TableDocument document() {
        return document;
    }

    synchronized String etag() {
        return "v" + version;
    }

    /** Whether streams have learnt of the table. */
    synchronized boolean isKnown() {
        return System.nanoTime() - streamFrom >= 0;
    }

    /** Whether streams have learnt of a column. */
    synchronized boolean knows(String column) {
        Long from = knownFrom.get(column.toLowerCase(Locale.ROOT));
        return document.field(column).isPresent() && (from == null || System.nanoTime() - from >= 0);
    }

    synchronized void change(TableDocument changed, Duration unknown) throws SQLException {
        execute("DROP VIEW " + quoted(document.name()));
        for (Field field : changed.fields()) {
            Field before = document.field(field.name()).orElse(null);
            if (before == null) {
                execute("ALTER TABLE " + changes() + " ADD COLUMN " + quoted(field.name()) + " "
                        + field.column().sql());
                knownFrom.put(field.name().toLowerCase(Locale.ROOT), System.nanoTime() + unknown.toNanos());
            } else if (!before.column().equals(field.column())) {
                execute("ALTER TABLE " + changes() + " ALTER COLUMN " + quoted(field.name()) + " TYPE "
                        + field.column().sql());
            }
        }
        document = changed;
        version++;
        createView();
    }

    /** Applies changes in the order of their arrival; of a key's the one with the largest sequence number stays. */
    synchronized void apply(List<RowChange> changes) throws SQLException {
        Map<String, RowChange> newest = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (RowChange change : changes) {
            String before = sequences.get(change.key());
            if (before == null || change.sequence().compareTo(before) >= 0) {
                if (before != null && !newest.containsKey(change.key())) {
                    known.add(change.key());
                }
                newest.put(change.key(), change);
                sequences.put(change.key(), change.sequence());
            }
        }
        if (!newest.isEmpty()) {
            write(newest, known);
        }
    }

    private void write(Map<String, RowChange> newest, Set<String> known) throws SQLException {
        connection.setAutoCommit(false);
        try {
            remove(known);
            append(newest);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void remove(Set<String> known) throws SQLException {
        if (known.isEmpty()) {
            return;
        }
        execute("CREATE OR REPLACE TEMP TABLE _keys (_change_key VARCHAR)");
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "_keys")) {
            for (String key : known) {
                appender.beginRow().append(key).endRow();
            }
        }
        execute("DELETE FROM " + changes() + " t USING temp._keys k WHERE t._change_key = k._change_key");
    }

    private void append(Map<String, RowChange> newest) throws SQLException {
        List<String> names = columnsAsStored();
        try (DuckDBAppender appender = connection.createAppender("main", document.name() + "__changes")) {
            for (RowChange change : newest.values()) {
                appender.beginRow();
                for (String name : names) {
                    switch (name) {
                        case "_change_key" -> appender.append(change.key());
                        case "_change_sequence" -> appender.append(change.sequence());
                        case "_change_deleted" -> appender.append(change.deleted());
                        default -> {
                            int index = document.indexOf(name);
                            Field field = document.fields().get(index);
                            CellAppender.append(appender, field.column(), change.cells()[index]);
                        }
                    }
                }
                appender.endRow();
            }
        }
    }

    /** Columns that were added later lie behind the three of the double. */
    private List<String> columnsAsStored() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT column_name FROM duckdb_columns() WHERE table_name = '"
                        + document.name() + "__changes' ORDER BY column_index")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** As BigQuery does after some time: that a key was deleted, and when, is forgotten. */
    synchronized void forgetDeletes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT _change_key FROM " + changes() + " WHERE _change_deleted")) {
            while (rows.next()) {
                sequences.remove(rows.getString(1));
            }
        }
        execute("DELETE FROM " + changes() + " WHERE _change_deleted");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
