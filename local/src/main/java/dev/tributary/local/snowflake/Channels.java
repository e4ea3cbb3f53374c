package dev.tributary.local.snowflake;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far each channel has come: kept by table and channel name, for one name may feed two tables. */
final class Channels {

    private static final String META = Database.OWN + ".channels";

    private final Database database;

    /**
     * The state of a channel.
     *
     * @param client which opening of the channel may write; each one fences those before it
     * @param row the number of the last batch committed
     * @param token the Kafka offset of the last row committed
     */
    record State(long client, long row, @Nullable String token) {}

    Channels(Database database) {
        this.database = database;
    }

    Optional<State> state(String table, String channel) throws SQLException {
        return database
                .query(
                        row -> new State(row.getLong(1), row.getLong(2), row.getString(3)),
                        "SELECT client_sequencer, row_sequencer, offset_token FROM " + META
                                + " WHERE table_name = ? AND channel = ?",
                        table,
                        channel)
                .stream()
                .findFirst();
    }

    /** Opens the channel for a new client, from where the last one came. */
    State open(String table, String channel) throws SQLException {
        return database.transaction(() -> {
            Optional<State> before = state(table, channel);
            State opened = before.map(was -> new State(was.client() + 1, was.row(), was.token()))
                    .orElse(new State(0, 0, null));
            put(table, channel, opened);
            return opened;
        });
    }

    void put(String table, String channel, State state) throws SQLException {
        database.update(
                "INSERT INTO " + META + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                        + " client_sequencer = excluded.client_sequencer, row_sequencer = excluded.row_sequencer,"
                        + " offset_token = excluded.offset_token",
                table,
                channel,
                state.client(),
                state.row(),
                state.token());
    }
}
