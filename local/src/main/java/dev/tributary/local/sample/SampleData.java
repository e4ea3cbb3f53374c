package dev.tributary.local.sample;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Generated employees and bonuses, loaded in two parts: one before the connector starts, for its snapshot, one after,
 * for its stream. How far a table is loaded stands in the database, committed with the rows, so that a start after a crash
 * goes on from there.
 */
public final class SampleData {

    private static final long SEED = 20_260_101;
    private static final String EMPLOYEE_COLUMNS =
            "payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email, resume)";
    private static final String BONUS_COLUMNS = "bonus (bonus_id, employee_id, bonus)";

    private final long employees;
    private final long bonuses;
    private final SampleRows rows = new SampleRows(SEED);

    /** Asks for so many employees and bonuses in all. */
    public SampleData(long employees, long bonuses) {
        this.employees = employees;
        this.bonuses = bonuses;
    }

    /** Loads the part that the snapshot will see; many of its bonuses are for employees of the other part. */
    public long loadForSnapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS sample");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS sample.loaded (name text PRIMARY KEY, up_to bigint NOT NULL)");
        }
        return load(connection, employees * 4 / 5, bonuses / 2);
    }

    /** Loads the rest, to be streamed. */
    public long loadForStreaming(Connection connection) throws SQLException {
        return load(connection, employees, bonuses);
    }

    private long load(Connection connection, long employeesUpTo, long bonusesUpTo) throws SQLException {
        return load(connection, EMPLOYEE_COLUMNS, employeesUpTo, rows::employee)
                + load(connection, BONUS_COLUMNS, bonusesUpTo, id -> rows.bonus(id, employees));
    }

    private static long load(Connection connection, String columns, long upTo, LongFunction<String> row)
            throws SQLException {
        String name = columns.substring(0, columns.indexOf(' '));
        long from = loaded(connection, name);
        if (from >= upTo) {
            return 0;
        }
        connection.setAutoCommit(false);
        try {
            copy(connection, columns, LongStream.rangeClosed(from + 1, upTo).mapToObj(row));
            markLoaded(connection, name, upTo);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
        return upTo - from;
    }

    private static void copy(Connection connection, String columns, Stream<String> lines) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + columns + " FROM STDIN");
        for (String line : (Iterable<String>) lines::iterator) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }

    private static long loaded(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT up_to FROM sample.loaded WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    private static void markLoaded(Connection connection, String name, long upTo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO sample.loaded VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET up_to = excluded.up_to")) {
            statement.setString(1, name);
            statement.setLong(2, upTo);
            statement.executeUpdate();
        }
    }
}
