package dev.tributary.snowflake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A DuckDB in memory that holds the generated tables, and beside them the source's rows with the time of each version. */
final class Warehouse implements AutoCloseable {
    private static final int ROWS_PER_STATEMENT = 500;

    private final Connection connection;

    Warehouse() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("ATTACH ':memory:' AS tributary");
        run("CREATE SCHEMA tributary.payroll");
        run("CREATE TABLE payroll (employee_id BIGINT, first_name VARCHAR, last_name VARCHAR, age INTEGER, ssn VARCHAR,"
                + " hourly_rate DECIMAL(12,2), gender VARCHAR, email VARCHAR, from_ts TIMESTAMP, to_ts TIMESTAMP)");
        run(
                "CREATE TABLE bonus (bonus_id BIGINT, employee_id BIGINT, bonus DECIMAL(12,2), ts VARCHAR, from_ts TIMESTAMP,"
                        + " to_ts TIMESTAMP)");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    /** Inserts rows of text, each value cast to its column's type, as the connector's client does. */
    void insert(String table, List<String> columns, List<Map<String, @Nullable String>> rows) throws SQLException {
        for (int start = 0; start < rows.size(); start += ROWS_PER_STATEMENT) {
            String values = rows.subList(start, Math.min(rows.size(), start + ROWS_PER_STATEMENT)).stream()
                    .map(row -> columns.stream()
                            .map(column -> literal(row.get(column)))
                            .collect(Collectors.joining(", ", "(", ")")))
                    .collect(Collectors.joining(", "));
            run("INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES " + values);
        }
    }

    /** The source's rows, each with the time from which and until which it was there; an SSN as its token. */
    void source(PayrollHistory history) throws Exception {
        Map<String, Map<String, @Nullable String>> latest = new LinkedHashMap<>();
        Map<String, List<Map<String, @Nullable String>>> versions = new LinkedHashMap<>();
        for (PayrollHistory.Change change : history.changes) {
            String at = timestamp(change.ms());
            Map<String, @Nullable String> before = latest.remove(change.table() + change.key());
            if (before != null) {
                before.put("to_ts", at);
            }
            if (change.row() != null) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (Map.Entry<String, @Nullable Object> cell : change.row().entrySet()) {
                    row.put(
                            cell.getKey(),
                            cell.getValue() == null ? null : cell.getValue().toString());
                }
                row.computeIfPresent("ssn", (name, ssn) -> token(ssn));
                row.put("from_ts", at);
                latest.put(change.table() + change.key(), row);
                versions.computeIfAbsent(change.table(), table -> new ArrayList<>())
                        .add(row);
            }
        }
        insert(
                "payroll",
                List.of(
                        "employee_id",
                        "first_name",
                        "last_name",
                        "age",
                        "ssn",
                        "hourly_rate",
                        "gender",
                        "email",
                        "from_ts",
                        "to_ts"),
                versions.getOrDefault("payroll", List.of()));
        insert(
                "bonus",
                List.of("bonus_id", "employee_id", "bonus", "ts", "from_ts", "to_ts"),
                versions.getOrDefault("bonus", List.of()));
    }

    static String timestamp(long ms) {
        return java.time.LocalDateTime.ofEpochSecond(
                        Math.floorDiv(ms, 1000L), (int) Math.floorMod(ms, 1000L) * 1_000_000, java.time.ZoneOffset.UTC)
                .toString();
    }

    private static String token(String ssn) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Landing.KEY.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(ssn.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0, 16);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String literal(@Nullable String value) {
        return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
