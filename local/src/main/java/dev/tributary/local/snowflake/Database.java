package dev.tributary.local.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The DuckDB file of one Snowflake database: its rows, and in a schema of its own what the double has to remember. The file
 * is named like the database, so that {@code DATABASE.SCHEMA.TABLE} means here what it means in Snowflake.
 */
final class Database implements AutoCloseable {

    /** The schema of the double's own tables. */
    static final String OWN = "snowflake_double";

    private static final List<String> TABLES = List.of(
            "CREATE SCHEMA IF NOT EXISTS " + OWN,
            "CREATE TABLE IF NOT EXISTS " + OWN + ".tables (name VARCHAR PRIMARY KEY, evolves BOOLEAN NOT NULL,"
                    + " key_id BIGINT NOT NULL, encryption_key VARCHAR NOT NULL)",
            "CREATE TABLE IF NOT EXISTS " + OWN + ".columns (table_name VARCHAR, ordinal INTEGER, name VARCHAR,"
                    + " type VARCHAR NOT NULL, nullable BOOLEAN NOT NULL, PRIMARY KEY (table_name, name))",
            "CREATE TABLE IF NOT EXISTS " + OWN + ".channels (table_name VARCHAR, channel VARCHAR,"
                    + " client_sequencer BIGINT NOT NULL, row_sequencer BIGINT NOT NULL, offset_token VARCHAR,"
                    + " PRIMARY KEY (table_name, channel))");

    private final String url;
    private final String schema;
    private final Connection connection;

    private Database(String url, String schema, Connection connection) {
        this.url = url;
        this.schema = schema;
        this.connection = connection;
    }

    /** Opens or makes the file of a database in {@code folder}. */
    static Database open(Path folder, Account account) throws IOException, SQLException {
        Files.createDirectories(folder);
        String name = account.database().toLowerCase(Locale.ROOT);
        String url = "jdbc:duckdb:" + folder.resolve(name + ".duckdb");
        String schema = Names.quoted(name) + "." + Names.quoted(account.schema());
        Database database = new Database(url, schema, DriverManager.getConnection(url));
        for (String statement : TABLES) {
            database.update(statement);
        }
        database.update("CREATE SCHEMA IF NOT EXISTS " + database.schema);
        return database;
    }

    /** Work that is done whole or not at all. */
    interface Work<T, E extends Exception> {
        T run() throws E, SQLException;
    }

    /** Runs {@code work} in a transaction, one at a time. */
    synchronized <T, E extends Exception> T transaction(Work<T, E> work) throws E, SQLException {
        boolean done = false;
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** The full name of a table of the rows, quoted. */
    String qualified(String table) {
        return schema + "." + Names.quoted(table);
    }

    /** Reads one row of an answer. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    synchronized <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        }
    }

    synchronized int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.execute();
            return statement.getUpdateCount();
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** A connection of the caller's own, in the account's schema. */
    Connection connect() throws SQLException {
        Connection own = DriverManager.getConnection(url);
        try (PreparedStatement statement = own.prepareStatement("USE " + schema)) {
            statement.execute();
        }
        return own;
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
