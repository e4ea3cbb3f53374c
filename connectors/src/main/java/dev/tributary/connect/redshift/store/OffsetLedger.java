package dev.tributary.connect.redshift.store;

import dev.tributary.connect.rows.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The table of offsets that are committed together with the rows: what it says has been applied exactly once. */
public final class OffsetLedger {
    private static final String KEY = " WHERE connector = ? AND topic = ? AND \"partition\" = ?";

    private final Place place;
    private final String connector;

    /** The ledger of one connector, in the schema of its tables. */
    public OffsetLedger(String schema, String connector) {
        this.place = Place.of(schema, Progress.TABLE);
        this.connector = connector;
    }

    /** Makes the table, unless it is there. */
    public void create(Warehouse warehouse) {
        warehouse.run(
                "making " + place.sql(),
                connection -> execute(
                        connection,
                        "CREATE TABLE IF NOT EXISTS " + place.sql()
                                + " (connector VARCHAR(512), topic VARCHAR(512),"
                                + " \"partition\" INTEGER, next_offset BIGINT NOT NULL, newest_timestamp BIGINT NOT NULL)"));
    }

    /** What is stored for every partition. */
    public Map<TopicPartition, Progress> stored(Warehouse warehouse) {
        return warehouse.run("reading " + place.sql(), this::stored);
    }

    /**
     * Makes the transactions of all tasks follow one another, to be called before anything is read: the snapshot that
     * Redshift then takes holds what the one before has committed.
     */
    void lock(Connection connection) throws SQLException {
        execute(connection, "LOCK TABLE " + place.sql());
    }

    Map<TopicPartition, Progress> stored(Connection connection) throws SQLException {
        Map<TopicPartition, Progress> stored = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT topic, \"partition\", next_offset,"
                + " newest_timestamp FROM " + place.sql() + " WHERE connector = ?")) {
            query.setString(1, connector);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    stored.merge(
                            new TopicPartition(rows.getString(1), rows.getInt(2)),
                            new Progress(rows.getLong(3), rows.getLong(4)),
                            Progress::furthest);
                }
            }
        }
        return stored;
    }

    /** Whether the stored offsets are those already that a batch reaches: its commit went through unheard. */
    static boolean hasReached(Map<TopicPartition, Progress> stored, Map<TopicPartition, Progress> reached) {
        return reached.entrySet().stream().allMatch(entry -> {
            Progress there = stored.get(entry.getKey());
            return there != null && there.nextOffset() == entry.getValue().nextOffset();
        });
    }

    /** Moves the offsets on in the running transaction, each from the very offset that this task knows to be stored. */
    void advance(Connection connection, Map<TopicPartition, Progress> stored, Steps steps) throws SQLException {
        for (Map.Entry<TopicPartition, Progress> step : steps.reached().entrySet()) {
            TopicPartition partition = step.getKey();
            Progress there = stored.get(partition);
            Progress known = steps.known().get(partition);
            if (!Objects.equals(offset(there), offset(known))) {
                throw new ConnectException("the stored offset of " + partition + " in " + place.sql()
                        + " was moved by another task or by hand; restart the task to continue from there");
            }
            if (there == null) {
                insert(connection, partition, step.getValue());
            } else {
                update(connection, partition, step.getValue().furthest(there));
            }
        }
    }

    /** Where a batch begins, as far as the task knows, and where it ends. */
    public record Steps(Map<TopicPartition, Progress> known, Map<TopicPartition, Progress> reached) {}

    private static @Nullable Long offset(@Nullable Progress progress) {
        return progress == null ? null : progress.nextOffset();
    }

    private void insert(Connection connection, TopicPartition partition, Progress reached) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + place.sql() + " VALUES (?, ?, ?, ?, ?)")) {
            bindKey(statement, 1, partition);
            statement.setLong(4, reached.nextOffset());
            statement.setLong(5, reached.newestTimestamp());
            statement.executeUpdate();
        }
    }

    private void update(Connection connection, TopicPartition partition, Progress reached) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE " + place.sql() + " SET next_offset = ?, newest_timestamp = ?" + KEY)) {
            statement.setLong(1, reached.nextOffset());
            statement.setLong(2, reached.newestTimestamp());
            bindKey(statement, 3, partition);
            statement.executeUpdate();
        }
    }

    private void bindKey(PreparedStatement statement, int first, TopicPartition partition) throws SQLException {
        statement.setString(first, connector);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
