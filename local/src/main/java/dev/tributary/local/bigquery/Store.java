package dev.tributary.local.bigquery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/**
 * The tables of the one dataset, in a DuckDB file: for each a table with every key ever seen, deleted ones too, and a view
 * of the table's own name with the rows that are there.
 */
final class Store implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final DuckDBConnection connection;
    private final Map<String, StoredTable> tables = new ConcurrentHashMap<>();

    private Store(String url, DuckDBConnection connection) {
        this.url = url;
        this.connection = connection;
    }

    static Store open(Path folder) throws SQLException, IOException {
        String url = "jdbc:duckdb:" + folder.resolve("bigquery.duckdb");
        Store store = new Store(url, DriverManager.getConnection(url).unwrap(DuckDBConnection.class));
        try {
            store.load();
        } catch (SQLException | IOException | Refusal e) {
            store.close();
            throw new IOException("the double's tables cannot be read", e);
        }
        return store;
    }

    private void load() throws SQLException, IOException, Refusal {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS _tables (name VARCHAR PRIMARY KEY, document VARCHAR)");
            try (ResultSet rows = statement.executeQuery("SELECT document FROM _tables")) {
                while (rows.next()) {
                    TableDocument document = TableDocument.read(JSON.readTree(rows.getString(1)));
                    tables.put(document.name(), StoredTable.load(connection, document));
                }
            }
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    Optional<StoredTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    synchronized void create(TableDocument document, Duration unknown) throws Refusal, SQLException {
        if (tables.containsKey(document.name())) {
            throw new Refusal(409, "Already Exists: Table " + document.name());
        }
        tables.put(document.name(), StoredTable.create(connection, document, unknown));
        save(document);
    }

    synchronized void change(StoredTable table, TableDocument changed, Duration unknown) throws SQLException {
        table.change(changed, unknown);
        save(changed);
    }

    private void save(TableDocument document) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO _tables VALUES (?, ?)")) {
            statement.setString(1, document.name());
            statement.setString(2, document.json().toString());
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
