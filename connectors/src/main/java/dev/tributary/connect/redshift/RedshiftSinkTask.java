package dev.tributary.connect.redshift;

import dev.tributary.connect.rows.BadRecordException;
import dev.tributary.connect.rows.BadRecords;
import dev.tributary.connect.rows.LedgerSinkTask;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.TableBatch;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each batch of a table through a file in S3 and, with its offsets, one transaction. */
public final class RedshiftSinkTask extends LedgerSinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(RedshiftSinkTask.class);

    private @Nullable SinkSession session;

    @Override
    public void start(Map<String, String> props) {
        RedshiftSinkConfig config = new RedshiftSinkConfig(props);
        session = SinkSession.open(config, new BadRecords(context.errantRecordReporter()));
        begin(config.batchSize(), config.batchLingerMs());
    }

    @Override
    protected Map<TopicPartition, Progress> stored(Collection<TopicPartition> partitions) {
        return session().ledger().stored(session().warehouse());
    }

    @Override
    protected String tableOf(String topic) {
        return session().config().tables().tableOf(topic);
    }

    @Override
    protected TableBatch batch(String table, Map<TopicPartition, Progress> reached) {
        return new TableFeed(session(), session().table(table), reached);
    }

    @Override
    protected void report(SinkRecord record, BadRecordException reason) {
        session().badRecords().report(record, reason);
    }

    @Override
    public void stop() {
        if (session != null) {
            SinkSession open = session;
            session = null;
            end();
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("the connection was gone already", e);
            }
        }
    }

    private SinkSession session() {
        if (session == null) {
            throw new ConnectException("the task is not started");
        }
        return session;
    }
}
