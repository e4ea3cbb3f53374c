package dev.tributary.local.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a database answers, as text. */
final class Answers {
    private Answers() {}

    /** The rows, columns joined by bars; none while the table is not there. */
    static List<String> rows(Connection connection, String query) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            while (answer.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(answer.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
        } catch (SQLException e) {
            return List.of();
        }
        return rows;
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
