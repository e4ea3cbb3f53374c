package dev.tributary.connect.duckdb;

import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.duckdb.store.OffsetLedger;
import dev.tributary.connect.rows.BadRecordException;
import dev.tributary.connect.rows.BadRecords;
import dev.tributary.connect.rows.Progress;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records into one batch per table and writes each batch, with its offsets, in one transaction. */
public final class DuckDbSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(DuckDbSinkTask.class);

    private final Map<String, TableFeed> feeds = new LinkedHashMap<>();
    private final Map<TopicPartition, Progress> stored = new HashMap<>();
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private @Nullable SinkSession session;
    private long lastWrite;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        DuckDbSinkConfig config = new DuckDbSinkConfig(props);
        String connector = props.getOrDefault(DuckDbSinkConfig.CONNECTOR_NAME, "duckdb-sink");
        try {
            session = SinkSession.open(config, connector, new BadRecords(context.errantRecordReporter()));
        } catch (SQLException e) {
            throw new ConnectException("cannot open " + config.file() + ": " + e.getMessage(), e);
        }
        lastWrite = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(config.batchLingerMs());
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Optional<Progress> progress = attempt(() -> session().ledger().stored(partition));
            nextOffsets.put(partition, progress.map(Progress::nextOffset).orElse(0L));
            progress.ifPresent(reached -> {
                stored.put(partition, reached);
                context.offset(partition, reached.nextOffset());
            });
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
            long next = nextOffsets.getOrDefault(partition, 0L);
            if (record.kafkaOffset() < next) {
                skip(record, partition);
            } else {
                firstOffsets.putIfAbsent(partition, record.kafkaOffset());
                TableFeed feed = add(record, partition);
                // Before the write: should that have to be tried again, the record is in the batch already.
                nextOffsets.put(partition, record.kafkaOffset() + 1);
                writeWhenFull(feed);
            }
        }
        writeWhenDue();
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        writeAll();
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (TopicPartition partition : currentOffsets.keySet()) {
            Progress progress = stored.get(partition);
            if (progress != null) {
                committed.put(partition, new OffsetAndMetadata(progress.nextOffset()));
            }
        }
        return committed;
    }

    /** What is not written yet may belong to another task by now: it is read again by whoever owns it. */
    @Override
    public void close(Collection<TopicPartition> partitions) {
        feeds.values().forEach(TableFeed::discard);
        partitions.forEach(nextOffsets::remove);
        partitions.forEach(firstOffsets::remove);
        partitions.forEach(stored::remove);
        nextOffsets.replaceAll((partition, next) -> rewound(partition, next));
    }

    @Override
    public void stop() {
        if (session != null) {
            SinkSession open = session;
            session = null;
            feeds.clear();
            attempt(() -> {
                open.close();
                return true;
            });
        }
    }

    private long rewound(TopicPartition partition, long next) {
        Progress progress = stored.get(partition);
        long applied = progress == null ? firstOffsets.getOrDefault(partition, next) : progress.nextOffset();
        if (applied < next) {
            context.offset(partition, applied);
        }
        return applied;
    }

    private TableFeed add(SinkRecord record, TopicPartition partition) {
        String table = session().config().tableOf(record.topic());
        TableFeed feed = feeds.computeIfAbsent(
                table.toLowerCase(Locale.ROOT),
                name -> new TableFeed(
                        session().config(), session().table(table), session().ledger(), stored));
        try {
            attempt(() -> {
                feed.add(record);
                return true;
            });
        } catch (BadRecordException e) {
            session().badRecords().report(record, e);
        }
        long timestamp = record.timestamp() == null ? Progress.NO_TIMESTAMP : record.timestamp();
        feed.handled(partition, new Progress(record.kafkaOffset() + 1, timestamp));
        return feed;
    }

    /** A record below the stored offset is a re-delivery, unless it is newer than everything applied so far. */
    private void skip(SinkRecord record, TopicPartition partition) {
        Progress progress = stored.get(partition);
        if (progress != null
                && record.timestamp() != null
                && progress.newestTimestamp() != Progress.NO_TIMESTAMP
                && record.kafkaOffset() < progress.nextOffset()
                && record.timestamp() > progress.newestTimestamp()) {
            throw new ConnectException(partition + " has a new record at offset " + record.kafkaOffset()
                    + ", below the stored offset " + progress.nextOffset()
                    + ": the topic was created anew. Delete its rows from " + OffsetLedger.TABLE
                    + " (and from the table, if they are to go) and restart the connector.");
        }
        LOG.debug("{} offset {} was applied before", partition, record.kafkaOffset());
    }

    private void writeWhenFull(TableFeed feed) {
        if (feed.pending() >= session().config().batchSize()) {
            write(feed);
        }
    }

    private void writeWhenDue() {
        if (feeds.values().stream().allMatch(feed -> feed.pending() == 0)) {
            return;
        }
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastWrite);
        long linger = session().config().batchLingerMs();
        if (waited >= linger) {
            writeAll();
        } else {
            context.timeout(linger - waited);
        }
    }

    private void writeAll() {
        feeds.values().forEach(this::write);
    }

    private void write(TableFeed feed) {
        session().badRecords().awaitReported();
        attempt(() -> {
            feed.write();
            return true;
        });
        lastWrite = System.nanoTime();
    }

    private SinkSession session() {
        if (session == null) {
            throw new ConnectException("the task is not started");
        }
        return session;
    }

    private interface DatabaseWork<T> {
        T run() throws SQLException;
    }

    private static <T> T attempt(DatabaseWork<T> work) {
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
