package dev.tributary.connect.duckdb;

import java.sql.SQLException;
import java.util.Locale;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Work in the database, and what its failures mean to Connect. */
interface Attempt<T> {
    T run() throws SQLException;

    /** Does the work; Connect brings the records again when another transaction was in the way, and else stops the task. */
    static <T> T of(Attempt<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.toLowerCase(Locale.ROOT).contains("conflict")) {
                throw new RetriableException("another transaction was in the way", e);
            }
            throw new ConnectException("DuckDB refused: " + message, e);
        }
    }
}
