package dev.tributary.connect.rows;

import dev.tributary.connect.changes.PluginVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink that keeps its offsets in the warehouse, in the transactions of the rows: it starts where those end, passes over what is
 * below them, and tells Connect only what is written. Records are gathered into one batch per table.
 */
public abstract class LedgerSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerSinkTask.class);
    /** Beyond it a write was not slow but in trouble, and that is no reason to hold rows back. */
    private static final long LONGEST_GATHERING_MS = 5_000;

    private final LongSupplier nanoTime;
    private final Map<String, TableBatch> batches = new LinkedHashMap<>();
    private final Map<TopicPartition, Progress> stored = new HashMap<>();
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private int batchSize;
    private long lingerMs;
    private long lastWrite;
    private long lastWriteMs;

    protected LedgerSinkTask() {
        this(System::nanoTime);
    }

    /** A task by another clock, of nanoseconds. */
    LedgerSinkTask(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    /** To be called once the warehouse is open: the most changes in a batch, and the least time between two writes. */
    protected final void begin(int mostChanges, long leastMs) {
        batchSize = mostChanges;
        lingerMs = leastMs;
        lastWrite = nanoTime.getAsLong() - TimeUnit.MILLISECONDS.toNanos(leastMs);
    }

    /** How far the warehouse has these partitions; those that it has nothing of are left out. */
    protected abstract Map<TopicPartition, Progress> stored(Collection<TopicPartition> partitions);

    /** The table that the topic's rows go to. */
    protected abstract String tableOf(String topic);

    /** The batch of a table; it keeps {@code reached} up to date as it writes. */
    protected abstract TableBatch batch(String table, Map<TopicPartition, Progress> reached);

    /** Hands a record to the dead letter topic, or stops the task when there is none. */
    protected abstract void report(SinkRecord record, BadRecordException reason);

    @Override
    public final void open(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Progress> known = stored(partitions);
        for (TopicPartition partition : partitions) {
            Optional<Progress> progress = Optional.ofNullable(known.get(partition));
            nextOffsets.put(partition, progress.map(Progress::nextOffset).orElse(0L));
            progress.ifPresent(reached -> {
                stored.put(partition, reached);
                context.offset(partition, reached.nextOffset());
            });
        }
    }

    @Override
    public final void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
            if (record.kafkaOffset() < nextOffsets.getOrDefault(partition, 0L)) {
                skip(record, partition);
            } else {
                firstOffsets.putIfAbsent(partition, record.kafkaOffset());
                TableBatch batch = add(record, partition);
                // Before the write: should that have to be tried again, the record is in the batch already.
                nextOffsets.put(partition, record.kafkaOffset() + 1);
                if (batch.pending() >= batchSize) {
                    write(batch);
                }
            }
        }
        writeWhenDue();
    }

    private TableBatch add(SinkRecord record, TopicPartition partition) {
        String table = tableOf(record.topic());
        TableBatch batch = batches.computeIfAbsent(table.toLowerCase(Locale.ROOT), name -> batch(table, stored));
        try {
            batch.add(record);
        } catch (BadRecordException e) {
            report(record, e);
        }
        long timestamp = record.timestamp() == null ? Progress.NO_TIMESTAMP : record.timestamp();
        batch.handled(partition, new Progress(record.kafkaOffset() + 1, timestamp));
        return batch;
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
                    + ": the topic was created anew. Delete its rows from " + Progress.TABLE
                    + " (and from the table, if they are to go) and restart the connector.");
        }
        LOG.debug("{} offset {} was applied before", partition, record.kafkaOffset());
    }

    /** What a write costs is for a good part the same for few records and many, so it gathers as long as the last one took. */
    private void writeWhenDue() {
        if (batches.values().stream().allMatch(batch -> batch.pending() == 0)) {
            return;
        }
        long waited = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - lastWrite);
        long due = Math.max(lingerMs, Math.min(lastWriteMs, LONGEST_GATHERING_MS));
        if (waited >= due) {
            writeAll();
        } else {
            context.timeout(due - waited);
        }
    }

    private void writeAll() {
        batches.values().forEach(this::write);
    }

    private void write(TableBatch batch) {
        long began = nanoTime.getAsLong();
        batch.write();
        lastWrite = nanoTime.getAsLong();
        lastWriteMs = TimeUnit.NANOSECONDS.toMillis(lastWrite - began);
    }

    @Override
    public final Map<TopicPartition, OffsetAndMetadata> preCommit(
            Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
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
    public final void close(Collection<TopicPartition> partitions) {
        batches.values().forEach(TableBatch::discard);
        partitions.forEach(nextOffsets::remove);
        partitions.forEach(firstOffsets::remove);
        partitions.forEach(stored::remove);
        nextOffsets.replaceAll(this::rewound);
    }

    private long rewound(TopicPartition partition, long next) {
        Progress progress = stored.get(partition);
        long applied = progress == null ? firstOffsets.getOrDefault(partition, next) : progress.nextOffset();
        if (applied < next) {
            context.offset(partition, applied);
        }
        return applied;
    }

    /** Forgets the batches; to be called before the warehouse is closed. */
    protected final void end() {
        batches.clear();
    }
}
