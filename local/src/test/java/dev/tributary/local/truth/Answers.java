package dev.tributary.local.truth;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The same question, asked of Postgres and of the warehouse. */
final class Answers {
    static final List<String> COLUMNS = List.of(
            "bonus_id",
            "employee_id",
            "first_name",
            "last_name",
            "age",
            "ssn",
            "hourly_rate",
            "bonus",
            "gender",
            "email",
            "resume");

    private Answers() {}

    static Map<Long, List<@Nullable Object>> truth(Connection postgres) throws SQLException {
        return read(
                postgres,
                "SELECT " + String.join(", ", COLUMNS) + " FROM bonus JOIN payroll USING (employee_id) ORDER BY 1");
    }

    static Map<Long, List<@Nullable Object>> warehouse(Connection duckDb, String rows) throws SQLException {
        return read(duckDb, "SELECT " + String.join(", ", COLUMNS) + " FROM " + rows + " AS rows_of_output ORDER BY 1");
    }

    /** What differs, by key and column; never a value. */
    static List<String> differences(Map<Long, List<@Nullable Object>> truth, Map<Long, List<@Nullable Object>> found) {
        List<String> differences = new ArrayList<>();
        truth.forEach((key, row) -> {
            List<@Nullable Object> other = found.get(key);
            if (other == null) {
                differences.add(key + " is missing");
            } else if (!row.equals(other)) {
                differences.add(key + " differs in "
                        + COLUMNS.stream()
                                .filter(column -> !Objects.equals(at(row, column), at(other, column)))
                                .toList());
            }
        });
        found.keySet().stream()
                .filter(key -> !truth.containsKey(key))
                .forEach(key -> differences.add(key + " should not be there"));
        return differences;
    }

    private static @Nullable Object at(List<@Nullable Object> row, String column) {
        return row.get(COLUMNS.indexOf(column));
    }

    private static Map<Long, List<@Nullable Object>> read(Connection connection, String query) throws SQLException {
        Map<Long, List<@Nullable Object>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= COLUMNS.size(); i++) {
                    row.add(comparable(result.getObject(i)));
                }
                if (rows.put(result.getLong(1), row) != null) {
                    throw new AssertionError("key " + result.getLong(1) + " is there twice");
                }
            }
        }
        return rows;
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof Number ? new BigDecimal(value.toString()).stripTrailingZeros() : value;
    }
}
