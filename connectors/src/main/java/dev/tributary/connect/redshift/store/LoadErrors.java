package dev.tributary.connect.redshift.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the warehouse has noted about a file that COPY refused: by line, and without the values. */
final class LoadErrors {
    private static final String CURRENT =
            "SELECT line_number, column_name, error_code, error_message FROM sys_load_error_detail"
                    + " WHERE TRIM(file_name) = ?";
    /** Provisioned clusters have this one too, and perhaps no right on the other. */
    private static final String OLDER =
            "SELECT line_number, colname, err_code, err_reason FROM stl_load_errors WHERE TRIM(filename) = ?";

    private LoadErrors() {}

    /** The reason of each bad line, by its number from 1 on. */
    static Map<Integer, String> of(Warehouse warehouse, Load load) {
        return warehouse.run("reading the load errors", connection -> {
            try {
                return read(connection, CURRENT, load);
            } catch (SQLException e) {
                if (e.getSQLState() == null || !e.getSQLState().startsWith("42")) {
                    throw e;
                }
                return read(connection, OLDER, load);
            }
        });
    }

    private static Map<Integer, String> read(Connection connection, String query, Load load) throws SQLException {
        Map<Integer, String> reasons = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, load.file().url());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reasons.putIfAbsent(rows.getInt(1), reason(rows));
                }
            }
        }
        // 0 is the file as a whole
        reasons.keySet().removeIf(line -> line < 1 || line > load.plan().lines().size());
        return reasons;
    }

    private static String reason(ResultSet row) throws SQLException {
        String column = row.getString(2);
        return "column " + (column == null ? "?" : column.strip()) + ": Redshift's load error " + row.getInt(3) + ", "
                + Failure.withoutQuoted(row.getString(4));
    }
}
