package dev.tributary.connect.redshift.store;

import com.amazon.redshift.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The connection of one task, made anew when it broke, and the transactions on it. */
public final class Warehouse implements AutoCloseable {
    private final String url;
    private final Properties login;
    private final Patience patience;
    private @Nullable Connection connection;

    /** A connection is made with the first statement. */
    public Warehouse(String url, Properties login, Patience patience) {
        this.url = url;
        this.login = login;
        this.patience = patience;
    }

    /** Statements that leave nothing behind when one of them fails. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    public Patience patience() {
        return patience;
    }

    /** Runs statements that commit each by itself; tried again when what failed may pass. */
    public <T> T run(String doing, Work<T> work) {
        return patience.attempt(doing, () -> {
            try {
                return work.run(connection());
            } catch (SQLException e) {
                abandon(e);
                throw e;
            }
        });
    }

    /** Runs a transaction; tried again from its beginning when what failed may pass. */
    public <T> T transaction(String doing, Work<T> work) {
        return patience.attempt(doing, () -> {
            Connection open = connection();
            try {
                open.setAutoCommit(false);
                T result = work.run(open);
                open.commit();
                open.setAutoCommit(true);
                return result;
            } catch (SQLException e) {
                abandon(e);
                throw e;
            } catch (RuntimeException e) {
                // the session is sound: something was found that must not be written
                rollBack(open, e);
                throw e;
            }
        });
    }

    private void rollBack(Connection open, Exception cause) {
        try {
            open.rollback();
            open.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            abandon(cause);
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null || connection.isClosed()) {
            // not by DriverManager, which does not see the driver in a folder of plugin.path
            Connection opened = new Driver().connect(url, login);
            if (opened == null) {
                throw new SQLException("redshift.url is not an address of the form jdbc:redshift://host:port/database");
            }
            connection = opened;
        }
        return connection;
    }

    /** A new session costs little where statements failed, and brings no state of the old one along. */
    private void abandon(Exception cause) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        connection = null;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
