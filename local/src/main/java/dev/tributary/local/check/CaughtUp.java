package dev.tributary.local.check;

import java.sql.Connection;
import java.sql.SQLException;
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
    private final SourceLag source;
    private final Backlog backlog;

    /** The topics and consumer groups between Postgres and the warehouse. */
    public record Flow(
            Collection<String> changeTopics, String application, Collection<String> outputTopics, String sinkGroup) {}

    /** Takes the end of Postgres' log as it is now for the target. */
    public CaughtUp(Flow flow, Connection postgres, Backlog backlog) throws SQLException {
        this(flow, new PostgresLog(postgres), backlog);
    }

    /** For a source that does not tell how far its connector is: only what is in Kafka counts. */
    public CaughtUp(Flow flow, Backlog backlog) {
        this(flow, () -> "", backlog);
    }

    private CaughtUp(Flow flow, SourceLag source, Backlog backlog) {
        this.flow = flow;
        this.source = source;
        this.backlog = backlog;
    }

    /** What the source connector has not read yet, in words; empty when it is through. */
    @FunctionalInterface
    interface SourceLag {
        String behind() throws SQLException;
    }

    /** The first stage that lags and by how much, in words; empty when all is through. */
    public String lagging() throws SQLException, ExecutionException, InterruptedException {
        String unread = source.behind();
        if (!unread.isEmpty()) {
            return "source connector: " + unread;
        }
        long records = applicationBehind();
        if (records > 0) {
            return "streams app: " + records + " records to process";
        }
        records = backlog.behind(flow.sinkGroup(), backlog.ends(flow.outputTopics()));
        return records > 0 ? "warehouse sink: " + records + " rows to write" : "";
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
