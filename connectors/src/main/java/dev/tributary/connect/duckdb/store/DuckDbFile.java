package dev.tributary.connect.duckdb.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.duckdb.DuckDBConnection;

/** One DuckDB file, opened once per JVM however many tasks write to it, and closed with the last of them. */
public final class DuckDbFile implements AutoCloseable {
    // The one static state of the connector: DuckDB allows one instance per file and process.
    private static final Map<Path, DuckDbFile> OPEN = new HashMap<>();

    private final Path path;
    private final DuckDBConnection root;
    private final Map<String, TableGate> gates = new ConcurrentHashMap<>();
    private int users;

    private DuckDbFile(Path path, DuckDBConnection root) {
        this.path = path;
        this.root = root;
    }

    /** Opens the file or joins those who have it open; every call needs one {@link #close()}. */
    public static DuckDbFile open(Path file, String checkpointThreshold) throws SQLException {
        synchronized (OPEN) {
            Path path = canonical(file);
            DuckDbFile open = OPEN.get(path);
            if (open == null) {
                open = new DuckDbFile(path, connect(path, checkpointThreshold));
                OPEN.put(path, open);
            }
            open.users++;
            return open;
        }
    }

    /** A connection of one's own to the shared instance, with manual commit. */
    public DuckDBConnection connect() throws SQLException {
        DuckDBConnection connection = root.duplicate();
        connection.setAutoCommit(false);
        return connection;
    }

    TableGate gate(String table) {
        return gates.computeIfAbsent(table.toLowerCase(Locale.ROOT), name -> new TableGate());
    }

    @Override
    public void close() throws SQLException {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(path);
                root.close();
            }
        }
    }

    private static DuckDBConnection connect(Path path, String checkpointThreshold) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + path);
        try (Statement statement = connection.createStatement()) {
            // Set afterwards and not as a connection property: others in this JVM may then open the file plainly.
            statement.execute("SET GLOBAL checkpoint_threshold = '" + checkpointThreshold.replace("'", "''") + "'");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return (DuckDBConnection) connection;
    }

    private static Path canonical(Path file) {
        try {
            Path absolute = file.toAbsolutePath().normalize();
            Path folder = Files.createDirectories(absolute.resolveSibling("")).toRealPath();
            Path resolved = folder.resolve(absolute.getFileName());
            return Files.exists(resolved) ? resolved.toRealPath() : resolved;
        } catch (IOException e) {
            throw new ConnectException("duckdb.file: cannot create the folder of " + file, e);
        }
    }
}
