package dev.tributary.local.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A query's answer as aligned text. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    private TextTable() {}

    /** Runs any statement; an update answers with its row count. At most {@code limit} rows are shown. */
    public static String of(Connection connection, String sql, int limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(limit);
            if (!statement.execute(sql)) {
                return Math.max(0, statement.getUpdateCount()) + " rows changed\n";
            }
            TextTable table = new TextTable();
            try (ResultSet result = statement.getResultSet()) {
                table.read(result);
            }
            return table.text();
        }
    }

    private void read(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        rows.add(names);
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                row.add(String.valueOf(result.getObject(i)));
            }
            rows.add(row);
        }
    }

    private String text() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(' ');
            for (int column = 0; column < widths.length; column++) {
                text.append(' ')
                        .append(row.get(column))
                        .append(" ".repeat(widths[column] - row.get(column).length() + 1));
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        return text.toString();
    }
}
