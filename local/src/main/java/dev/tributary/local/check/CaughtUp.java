package dev.tributary.local.check;

import dev.tributary.local.part.PayrollSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether every change committed to Postgres before this was made has reached the warehouse, stage by stage in the order
 * of the flow. A stage is asked only once all before it are done, so nothing can slip in behind it.
 */
public final class CaughtUp {

    private final Flow flow;
    private final Connection postgres;
    private final Backlog backlog;
    private final String target;

    /** The topics and consumer groups between Postgres and the warehouse. */
    public record Flow(
            Collection<String> changeTopics, String application, Collection<String> outputTopics, String sinkGroup) {}

    /** Takes the end of Postgres' log as it is now for the target. */
    public CaughtUp(Flow flow, Connection postgres, Backlog backlog) throws SQLException {
        this.flow = flow;
        this.postgres = postgres;
        this.backlog = backlog;
        try (Statement statement = postgres.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
            result.next();
            this.target = result.getString(1);
        }
    }

    /** The first stage that lags and by how much, in words; empty when all is through. */
    public String lagging() throws SQLException, ExecutionException, InterruptedException {
        long bytes = logBytesBehind();
        if (bytes > 0) {
            beat();
            return "source connector: " + bytes + " bytes of Postgres' log to read";
        }
        long records = applicationBehind();
        if (records > 0) {
            return "streams app: " + records + " records to process";
        }
        records = backlog.behind(flow.sinkGroup(), backlog.ends(flow.outputTopics()));
        return records > 0 ? "warehouse sink: " + records + " rows to write" : "";
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

    /**
     * A record is committed after all it caused has been written, possibly to a topic that the application reads again. So
     * when everything up to the ends is committed and the ends have not moved, nothing is on its way.
     */
    private long applicationBehind() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = backlog.ends(read());
        long behind = backlog.behind(flow.application(), ends);
        return behind > 0 || ends.equals(backlog.ends(read())) ? behind : 1;
    }

    /** Of its own topics the application reads these; the others it only writes, or reads at its start alone. */
    private static boolean isReadAgain(String topic) {
        return topic.endsWith("-repartition") || topic.endsWith("-replay");
    }

    private Collection<String> read() throws ExecutionException, InterruptedException {
        return backlog.topics().stream()
                .filter(topic -> flow.changeTopics().contains(topic)
                        || (topic.startsWith(flow.application() + "-") && isReadAgain(topic)))
                .toList();
    }
}
