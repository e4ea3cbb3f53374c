package dev.tributary.connect.redshift.store;

import dev.tributary.connect.redshift.stage.Entry;
import dev.tributary.connect.redshift.stage.Line;
import dev.tributary.connect.redshift.stage.Plan;
import dev.tributary.connect.rows.KeyState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies the staged lines inside the running transaction: the versions of their keys are read back, the records are
 * played upon them in memory, and what is left is one DELETE by join and one INSERT of the rows that have won.
 */
final class BatchWriter {
    private static final int NUMBERS_AT_ONCE = 10_000;
    private static final int MARKS_AT_ONCE = 500;

    private final Connection connection;
    private final TableStatements sql;
    private final boolean guarded;

    BatchWriter(Connection connection, TableStatements sql, boolean guarded) {
        this.connection = connection;
        this.sql = sql;
        this.guarded = guarded;
    }

    void apply(Plan plan) throws SQLException {
        List<KeyState> states = guarded ? storedStates(plan) : unguardedStates(plan);
        for (int key = 0; key < states.size(); key++) {
            for (Entry entry : plan.keys().get(key)) {
                states.get(key).apply(entry.change());
            }
        }
        writeMarkers(states);
        settleLines(plan, states);
        if (states.stream().anyMatch(KeyState::removesStoredRow)) {
            execute(sql.deleteRows());
        }
        execute(sql.insertRows());
    }

    private static List<KeyState> unguardedStates(Plan plan) {
        return plan.keys().stream().map(key -> KeyState.unguarded()).toList();
    }

    private List<KeyState> storedStates(Plan plan) throws SQLException {
        List<KeyState> states = plan.keys().stream().map(key -> new KeyState()).toList();
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

    private void writeMarkers(List<KeyState> states) throws SQLException {
        if (states.stream().anyMatch(KeyState::hadMarker)) {
            execute(sql.deleteMarkers());
        }
        List<Integer> marked = new ArrayList<>();
        for (int key = 0; guarded && key < states.size(); key++) {
            if (states.get(key).needsMarker()) {
                marked.add(key);
            }
        }
        if (!marked.isEmpty()) {
            execute(sql.createMarks());
            for (int from = 0; from < marked.size(); from += MARKS_AT_ONCE) {
                writeMarks(marked.subList(from, Math.min(marked.size(), from + MARKS_AT_ONCE)), states);
            }
            execute(sql.insertMarkers());
            execute("DROP TABLE " + TableStatements.MARKS);
        }
    }

    private void writeMarks(List<Integer> marked, List<KeyState> states) throws SQLException {
        String values = marked.stream().map(key -> "(?, ?, ?)").collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + TableStatements.MARKS + " VALUES " + values)) {
            int parameter = 1;
            for (int key : marked) {
                statement.setInt(parameter++, key);
                statement.setString(parameter++, states.get(key).position());
                statement.setInt(parameter++, states.get(key).tombstonesDue());
            }
            statement.executeUpdate();
        }
    }

    /** Leaves marked in the temporary table the keys whose stored row goes, and the rows that have won. */
    private void settleLines(Plan plan, List<KeyState> states) throws SQLException {
        List<String> losing = new ArrayList<>();
        List<String> keeping = new ArrayList<>();
        KeyState state = KeyState.unguarded();
        for (int i = 0; i < plan.lines().size(); i++) {
            Line line = plan.lines().get(i);
            state = line.isFirst() ? states.get(line.key()) : state;
            if (line.row() != null && !isSame(line.row(), state.newRow())) {
                losing.add(Integer.toString(i + 1));
            }
            if (line.isFirst() && state.keepsStoredRow()) {
                keeping.add(Integer.toString(i + 1));
            }
        }
        for (String numbers : portions(losing)) {
            execute(sql.loseRows(numbers));
        }
        for (String numbers : portions(keeping)) {
            execute(sql.forgetKeys(numbers));
        }
    }

    private static List<String> portions(List<String> numbers) {
        List<String> portions = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += NUMBERS_AT_ONCE) {
            portions.add(String.join(",", numbers.subList(from, Math.min(numbers.size(), from + NUMBERS_AT_ONCE))));
        }
        return portions;
    }

    private static boolean isSame(@Nullable Object[] row, @Nullable Object @Nullable [] other) {
        return row == other;
    }

    private void execute(String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
