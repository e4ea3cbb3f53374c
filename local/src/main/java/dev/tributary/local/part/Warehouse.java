package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The DuckDB file that the sink fills, for reading. Only this process can open it while the sink runs. */
public record Warehouse(Path file) {

    public static Warehouse of(DataDirectory directory) {
        return new Warehouse(directory.warehouse());
    }

    /** A connection of its own, which sees each transaction of the sink whole or not at all. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file);
    }
}
