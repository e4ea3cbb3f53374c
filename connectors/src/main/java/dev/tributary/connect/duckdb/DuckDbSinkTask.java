package dev.tributary.connect.duckdb;

import dev.tributary.connect.rows.BadRecordException;
import dev.tributary.connect.rows.BadRecords;
import dev.tributary.connect.rows.LedgerSinkTask;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.TableBatch;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Writes each batch of a table, with its offsets, in one transaction of a DuckDB file. */
public final class DuckDbSinkTask extends LedgerSinkTask {
    private @Nullable SinkSession session;

    @Override
    public void start(Map<String, String> props) {
        DuckDbSinkConfig config = new DuckDbSinkConfig(props);
        String connector = props.getOrDefault(DuckDbSinkConfig.CONNECTOR_NAME, "duckdb-sink");
        try {
            session = SinkSession.open(config, connector, new BadRecords(context.errantRecordReporter()));
        } catch (SQLException e) {
            throw new ConnectException("cannot open " + config.file() + ": " + e.getMessage(), e);
        }
        begin(config.batchSize(), config.batchLingerMs());
    }

    @Override
    protected Map<TopicPartition, Progress> stored(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Progress> stored = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Attempt.of(() -> session().ledger().stored(partition))
                    .ifPresent(progress -> stored.put(partition, progress));
        }
        return stored;
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
            Attempt.of(() -> {
                open.close();
                return true;
            });
        }
    }

    private SinkSession session() {
        if (session == null) {
            throw new ConnectException("the task is not started");
        }
        return session;
    }
}
