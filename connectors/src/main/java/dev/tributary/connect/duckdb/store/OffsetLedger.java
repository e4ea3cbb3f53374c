package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.rows.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The table of offsets that are committed together with the rows: what it says has been applied exactly once. */
public final class OffsetLedger {
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS " + Progress.TABLE
            + " (connector VARCHAR, topic VARCHAR, \"partition\" INTEGER, next_offset BIGINT NOT NULL,"
            + " newest_timestamp BIGINT NOT NULL, PRIMARY KEY (connector, topic, \"partition\"))";
    private static final String KEY = " WHERE connector = ? AND topic = ? AND \"partition\" = ?";

    private final Connection connection;
    private final String connector;

    public OffsetLedger(DuckDbFile file, Connection connection, String connector) throws SQLException {
        this.connection = connection;
        this.connector = connector;
        TableGate gate = file.gate(Progress.TABLE);
        gate.enter();
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            connection.commit();
        } finally {
            gate.leave();
        }
    }

    public Optional<Progress> stored(TopicPartition partition) throws SQLException {
        String query = "SELECT next_offset, newest_timestamp FROM " + Progress.TABLE + KEY;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bindKey(statement, 1, partition);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Progress(row.getLong(1), row.getLong(2))) : Optional.empty();
            }
        } finally {
            connection.commit();
        }
    }

    /** Moves the offsets on in the running transaction, each from the very offset this task knows to be stored. */
    void advance(Map<TopicPartition, Progress> reached, Map<TopicPartition, Progress> known) throws SQLException {
        for (Map.Entry<TopicPartition, Progress> entry : reached.entrySet()) {
            TopicPartition partition = entry.getKey();
            Progress stored = known.get(partition);
            if (!write(partition, entry.getValue(), stored)) {
                throw new ConnectException("the stored offset of " + partition + " in " + Progress.TABLE
                        + " was moved by another task or by hand; restart the task to continue from there");
            }
        }
    }

    private boolean write(TopicPartition partition, Progress reached, @Nullable Progress stored) throws SQLException {
        String sql = stored == null
                ? "INSERT INTO " + Progress.TABLE + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
                : "UPDATE " + Progress.TABLE + " SET next_offset = ?, newest_timestamp = ?" + KEY
                        + " AND next_offset = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (stored == null) {
                bindKey(statement, 1, partition);
                statement.setLong(4, reached.nextOffset());
                statement.setLong(5, reached.newestTimestamp());
            } else {
                statement.setLong(1, reached.nextOffset());
                statement.setLong(2, Math.max(reached.newestTimestamp(), stored.newestTimestamp()));
                bindKey(statement, 3, partition);
                statement.setLong(6, stored.nextOffset());
            }
            return statement.executeUpdate() == 1;
        }
    }

    private void bindKey(PreparedStatement statement, int first, TopicPartition partition) throws SQLException {
        statement.setString(first, connector);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }
}
