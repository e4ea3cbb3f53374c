package dev.tributary.connect.export.delta;

import static dev.tributary.connect.export.delta.SqlText.each;
import static dev.tributary.connect.export.delta.SqlText.name;
import static dev.tributary.connect.export.delta.SqlText.names;
import static dev.tributary.connect.export.delta.SqlText.parquet;
import static dev.tributary.connect.export.delta.SqlText.text;

import dev.tributary.connect.export.files.Part;
import dev.tributary.connect.export.files.RefusedExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A DuckDB of its own, in memory with a folder to spill to, for one import. */
public final class Workbench implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("Line:? (\\d+)");

    private final Connection connection;

    /**
     * How much DuckDB may use.
     *
     * @param spill where it puts what does not fit
     */
    public record Limits(String memory, int threads, Path spill) {}

    private Workbench(Connection connection) {
        this.connection = connection;
    }

    public static Workbench open(Limits limits) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("memory_limit", limits.memory());
        properties.setProperty("threads", Integer.toString(limits.threads()));
        properties.setProperty("temp_directory", limits.spill().toString());
        return new Workbench(DriverManager.getConnection("jdbc:duckdb:", properties));
    }

    /**
     * The names of the columns of a part.
     *
     * @throws RefusedExportException when it is a Parquet file that cannot be read
     */
    public List<String> columns(Part part) throws RefusedExportException {
        try {
            return part.parquet() ? stateColumns(part.file()) : part.columns();
        } catch (SQLException e) {
            throw new RefusedExportException(
                    part.file().getFileName() + ": the Parquet file is cut off or damaged; export it again");
        }
    }

    /** The names of the columns of a Parquet file. */
    public List<String> stateColumns(Path file) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + parquet(file))) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    /**
     * Writes the rows of the parts, all text, in their order, to a Parquet file, which then is there whole or not at all.
     *
     * @throws RefusedExportException when a part cannot be read
     */
    public void load(List<Part> parts, List<String> columns, CsvDialect dialect, Path state)
            throws SQLException, IOException, RefusedExportException {
        List<String> selects = new ArrayList<>();
        for (Part part : parts) {
            List<String> present = columns(part);
            selects.add("SELECT "
                    + each(
                            columns,
                            ", ",
                            column -> present.contains(column)
                                    ? name(column) + "::VARCHAR AS " + name(column)
                                    : "NULL::VARCHAR AS " + name(column))
                    + " FROM " + (part.parquet() ? parquet(part.file()) : dialect.read(part)));
        }
        Path unfinished = state.resolveSibling(state.getFileName() + ".tmp");
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + String.join(" UNION ALL ", selects) + ") TO " + text(unfinished.toString())
                    + " (FORMAT parquet, COMPRESSION snappy)");
        } catch (SQLException e) {
            throw refusal(e);
        }
        Files.move(unfinished, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** DuckDB quotes the offending line in its message: it must not get any further. */
    private static RefusedExportException refusal(SQLException e) throws SQLException {
        String message = String.valueOf(e.getMessage());
        boolean ofTheData = message.startsWith("Invalid Input") || message.startsWith("Conversion");
        if (!ofTheData) {
            throw new SQLException(message.lines().findFirst().orElse("DuckDB failed"));
        }
        Matcher line = LINE.matcher(message);
        return new RefusedExportException("the rows do not fit the header, a quote is left open, or the text is not"
                + " UTF-8" + (line.find() ? ": line " + line.group(1) : ""));
    }

    /** Counts rows that a query returns one number for. */
    long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Opens a cursor that holds few rows at a time; it must be closed before the next statement. */
    DeltaRows cursor(String sql, Shape shape) throws SQLException {
        return new DeltaRows(connection.createStatement(), sql, shape.columns().size());
    }

    /** Refuses keys that are null; duplicates are found by the delta. */
    public void requireKeys(Path state, Shape shape) throws SQLException, RefusedExportException {
        long nulls = count("SELECT count(*) FROM " + parquet(state) + " WHERE "
                + each(shape.key(), " OR ", column -> name(column) + " IS NULL"));
        if (nulls > 0) {
            throw new RefusedExportException(nulls + " rows have no value in the key (" + names(shape.key()) + ")");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
