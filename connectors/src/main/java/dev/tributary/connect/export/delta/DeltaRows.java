package dev.tributary.connect.export.delta;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A cursor over the changes: for each its operation, and the cells before and after. */
public final class DeltaRows implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final int columns;

    DeltaRows(Statement statement, String sql, int columns) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery(sql);
        this.columns = columns;
    }

    /** Moves to the next change; false behind the last one. */
    public boolean next() throws SQLException {
        return rows.next();
    }

    /** The letter of the operation: c, u, d, or r for a row of the first export. */
    public String op() throws SQLException {
        return rows.getString(1);
    }

    /** A cell of the row as it was; null also for a row that is new. */
    public @Nullable String before(int column) throws SQLException {
        return rows.getString(2 + column);
    }

    /** A cell of the row as it is; null also for a row that is gone. */
    public @Nullable String after(int column) throws SQLException {
        return rows.getString(2 + columns + column);
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        statement.close();
    }
}
