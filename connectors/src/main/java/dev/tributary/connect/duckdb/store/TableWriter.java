package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.KeyState;
import dev.tributary.connect.rows.TableLayout;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes of a batch inside the running transaction.
 *
 * <p>The keys of the batch are staged in a temporary table, the state of those keys is read back, the changes are
 * played upon it in memory, and what is left is one DELETE by join and one append of the new rows. An UPDATE or a
 * MERGE that updates costs DuckDB many times more (see the connector's guide).
 */
final class TableWriter {
    private final DuckDBConnection connection;
    private final TableLayout layout;
    private final TableStatements sql;
    private final boolean guarded;

    /** Prepares for a layout; {@code position} is the column of the row's version, null when rows have none. */
    TableWriter(DuckDBConnection connection, TableLayout layout, @Nullable String position) throws SQLException {
        this.connection = connection;
        this.layout = layout;
        this.guarded = position != null;
        this.sql = new TableStatements(layout, position);
        execute(sql.createKeys());
        if (guarded) {
            execute(sql.createMarkers());
        }
        connection.commit();
    }

    void apply(Batch batch) throws SQLException {
        if (batch.changes().isEmpty()) {
            return;
        }
        List<List<Object>> keys = List.copyOf(batch.changes().keySet());
        stage(keys);
        List<KeyState> states = guarded ? storedStates(keys.size()) : unguardedStates(keys.size());
        int n = 0;
        for (List<Change> changes : batch.changes().values()) {
            KeyState state = states.get(n++);
            changes.forEach(state::apply);
        }
        writeMarkers(keys, states);
        removeRows(states);
        appendRows(states);
        execute(sql.clearKeys());
    }

    private void stage(List<List<Object>> keys) throws SQLException {
        List<Column> columns = layout.keyColumns();
        try (DuckDBAppender appender = connection.createAppender("temp", "main", sql.keys())) {
            for (int n = 0; n < keys.size(); n++) {
                appender.beginRow().append(n);
                appendKey(appender, columns, keys.get(n));
                appender.endRow();
            }
        }
    }

    private static List<KeyState> unguardedStates(int size) {
        return IntStream.range(0, size).mapToObj(n -> KeyState.unguarded()).toList();
    }

    private List<KeyState> storedStates(int size) throws SQLException {
        List<KeyState> states =
                IntStream.range(0, size).mapToObj(n -> new KeyState()).toList();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.findRows())) {
            while (rows.next()) {
                states.get(rows.getInt(1)).foundRow(rows.getString(2));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.findMarkers())) {
            while (rows.next()) {
                states.get(rows.getInt(1)).foundMarker(rows.getString(2), rows.getInt(3));
            }
        }
        return states;
    }

    private void writeMarkers(List<List<Object>> keys, List<KeyState> states) throws SQLException {
        if (states.stream().anyMatch(KeyState::hadMarker)) {
            execute(sql.deleteMarkers());
        }
        if (!guarded || states.stream().noneMatch(KeyState::needsMarker)) {
            return;
        }
        List<Column> columns = layout.keyColumns();
        try (DuckDBAppender appender = connection.createAppender("main", sql.markers())) {
            for (int n = 0; n < keys.size(); n++) {
                KeyState state = states.get(n);
                if (state.needsMarker()) {
                    appender.beginRow();
                    appendKey(appender, columns, keys.get(n));
                    appender.append(state.position())
                            .append(state.tombstonesDue())
                            .endRow();
                }
            }
        }
    }

    private void removeRows(List<KeyState> states) throws SQLException {
        if (states.stream().noneMatch(KeyState::removesStoredRow)) {
            return;
        }
        List<Integer> kept = new ArrayList<>();
        for (int n = 0; n < states.size(); n++) {
            if (states.get(n).keepsStoredRow()) {
                kept.add(n);
            }
        }
        if (!kept.isEmpty()) {
            execute(sql.forgetKeys(kept.stream().map(String::valueOf).collect(Collectors.joining(","))));
        }
        execute(sql.deleteRows());
    }

    private void appendRows(List<KeyState> states) throws SQLException {
        List<Column> columns = layout.columns();
        try (DuckDBAppender appender = connection.createAppender("main", layout.table())) {
            for (KeyState state : states) {
                Object[] row = state.newRow();
                if (row != null) {
                    appendRow(appender, columns, row);
                }
            }
        }
    }

    private static void appendRow(DuckDBAppender appender, List<Column> columns, @Nullable Object[] row)
            throws SQLException {
        appender.beginRow();
        for (int i = 0; i < row.length; i++) {
            CellAppender.append(appender, columns.get(i).type(), row[i]);
        }
        appender.endRow();
    }

    private static void appendKey(DuckDBAppender appender, List<Column> columns, List<Object> key) throws SQLException {
        for (int i = 0; i < key.size(); i++) {
            CellAppender.append(appender, columns.get(i).type(), key.get(i));
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
