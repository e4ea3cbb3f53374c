package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.shards.Acknowledgements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Follows the tables it was given, in turn. */
public final class DynamoDbSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbSourceTask.class);
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

    private final List<TableFeed> feeds = new ArrayList<>();
    private final List<Acknowledgements> acknowledgements = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable DynamoDbClient tables;
    private @Nullable DynamoDbStreamsClient streams;
    private int current;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        DynamoDbSourceConfig config = new DynamoDbSourceConfig(props);
        DynamoDbClient ofTables = DynamoDbSettings.AWS.client(config, DynamoDbClient.builder());
        tables = ofTables;
        DynamoDbStreamsClient ofStreams = DynamoDbSettings.AWS.client(config, DynamoDbStreamsClient.builder());
        streams = ofStreams;
        for (TableSettings table : config.tablesOfTask()) {
            Acknowledgements arrived = new Acknowledgements();
            acknowledgements.add(arrived);
            TableService service = new TableService(table.table(), ofTables, ofStreams);
            feeds.add(new TableFeed(config, table, service, arrived, context.offsetStorageReader()));
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        long wait = LONGEST_WAIT;
        for (int i = 0; i < feeds.size(); i++) {
            TableFeed feed = feeds.get(current);
            current = (current + 1) % feeds.size();
            List<SourceRecord> records = feed.next();
            if (!records.isEmpty()) {
                return records;
            }
            wait = Math.min(wait, feed.idleNanos());
        }
        if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
            LOG.debug("stopped");
        }
        return null;
    }

    /** Kafka has the record; with exactly-once support, its transaction is committed. */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        acknowledgements.forEach(arrived -> arrived.acknowledged(record));
    }

    @Override
    public void stop() {
        stopped.countDown();
        if (tables != null) {
            tables.close();
        }
        if (streams != null) {
            streams.close();
        }
    }
}
