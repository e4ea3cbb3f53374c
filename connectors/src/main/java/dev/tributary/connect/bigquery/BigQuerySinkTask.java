package dev.tributary.connect.bigquery;

import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.rows.BadRecordException;
import dev.tributary.connect.rows.BadRecords;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Appends what each poll brings, table by table, and commits what BigQuery has acknowledged. */
public final class BigQuerySinkTask extends SinkTask {
    private final Map<String, TableFeed> feeds = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private final Echoes echoes = new Echoes(System::nanoTime);
    private @Nullable Session session;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        session = Session.open(new BigQuerySinkConfig(props), new BadRecords(context.errantRecordReporter()));
    }

    /** After a RetriableException the same records come again: those that wait already are not read twice. */
    @Override
    public void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
            if (record.kafkaOffset() >= nextOffsets.getOrDefault(partition, 0L)) {
                add(record);
                nextOffsets.put(partition, record.kafkaOffset() + 1);
            }
        }
        feeds.values().forEach(TableFeed::write);
        session().badRecords().awaitReported();
    }

    private void add(SinkRecord record) {
        String table = session().config().tableOf(record.topic());
        TableFeed feed = feeds.computeIfAbsent(
                table, name -> new TableFeed(session(), session().table(name), echoes));
        try {
            feed.add(record);
        } catch (BadRecordException e) {
            session().badRecords().report(record, e);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        session().badRecords().awaitReported();
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> current : currentOffsets.entrySet()) {
            TopicPartition partition = current.getKey();
            long done = echoes.committable(partition, current.getValue().offset());
            for (TableFeed feed : feeds.values()) {
                OptionalLong waiting = feed.first(partition);
                done = Math.min(done, waiting.orElse(done));
            }
            committed.put(partition, new OffsetAndMetadata(done));
        }
        return committed;
    }

    /** What is not appended yet is read again by whoever owns the partition next. */
    @Override
    public void close(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            feeds.values().forEach(feed -> feed.discard(partition));
            echoes.forget(partition);
            nextOffsets.remove(partition);
        }
    }

    @Override
    public void stop() {
        feeds.values().forEach(TableFeed::close);
        feeds.clear();
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private Session session() {
        if (session == null) {
            throw new ConnectException("the task is not started");
        }
        return session;
    }
}
