package dev.tributary.local.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Appends the rows of a Parquet file to a table; DuckDB reads the file. */
final class Rows {

    private final Database database;
    private final Tables tables;

    Rows(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** Appends within the caller's transaction; how many rows there were. */
    int append(String table, byte[] parquet) throws IOException, SQLException, SqlFailure {
        Path file = Files.createTempFile("snowflake-chunk", ".parquet");
        try {
            Files.write(file, parquet);
            String from = "read_parquet(" + Names.literal(file.toString()) + ")";
            List<String> found = database.query(row -> row.getString(1), "DESCRIBE SELECT * FROM " + from);
            List<String> into = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (Column column : tables.columns(table)) {
                if (found.remove(column.name())) {
                    into.add(column.quoted());
                    values.add(column.type().decoded(column.quoted()));
                }
            }
            if (!found.isEmpty()) {
                throw new IOException("a chunk for " + table + " has columns that the table lacks: " + found);
            }
            return database.update("INSERT INTO " + database.qualified(table) + " (" + String.join(", ", into)
                    + ") SELECT " + String.join(", ", values) + " FROM " + from);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
