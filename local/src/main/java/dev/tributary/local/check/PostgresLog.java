package dev.tributary.local.check;

import dev.tributary.local.part.PayrollSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How much of Postgres' log, up to where it ended when this was made, its connector has not confirmed. */
final class PostgresLog implements CaughtUp.SourceLag {
    private final Connection postgres;
    private final String target;

    PostgresLog(Connection postgres) throws SQLException {
        this.postgres = postgres;
        try (Statement statement = postgres.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
            result.next();
            this.target = result.getString(1);
        }
    }

    @Override
    public String behind() throws SQLException {
        long bytes = logBytesBehind();
        if (bytes <= 0) {
            return "";
        }
        beat();
        return bytes + " bytes of Postgres' log to read";
    }

    /** After a restart Debezium finds its place by the next change; in a quiet database there would be none. */
    private void beat() throws SQLException {
        try (Statement statement = postgres.createStatement()) {
            statement.execute("INSERT INTO tributary.heartbeat (id, at) VALUES (1, now())"
                    + " ON CONFLICT (id) DO UPDATE SET at = excluded.at");
        }
    }

    /** Debezium confirms a position to the server only after Kafka has acknowledged every record before it. */
    private long logBytesBehind() throws SQLException {
        String query =
                "SELECT pg_wal_lsn_diff(?::pg_lsn, confirmed_flush_lsn) FROM pg_replication_slots WHERE slot_name = ?";
        try (PreparedStatement statement = postgres.prepareStatement(query)) {
            statement.setString(1, target);
            statement.setString(2, PayrollSource.SLOT);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : Long.MAX_VALUE;
            }
        }
    }
}
