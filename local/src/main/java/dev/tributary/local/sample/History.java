package dev.tributary.local.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The scripted changes of {@code history.sql}, played on ids that are new each time. */
public final class History {

    /** Above every generated row, so that a later start may still add more of those. */
    private static final long FIRST_ID = 50_000_000;

    private static final String SCRIPT = "history.sql";

    private History() {}

    /** Plays all steps and returns how many statements they were. */
    public static int play(Connection connection) throws SQLException {
        long employee = nextId(connection, "SELECT max(employee_id) FROM payroll");
        long bonus = nextId(connection, "SELECT max(bonus_id) FROM bonus");
        String script = script().replaceAll("(?m)^--.*$", "").replaceAll(":e\\b", "" + employee);
        int statements = 0;
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.replaceAll(":b\\b", "" + bonus).split(";\\s*\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                    statements++;
                }
            }
        }
        return statements;
    }

    private static long nextId(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return Math.max(result.getLong(1) + 1, FIRST_ID);
        }
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(History.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
