package dev.tributary.connect.kinesis;

import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.shards.Acknowledgements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Follows the stream. */
public final class KinesisSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisSourceTask.class);
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

    private final Acknowledgements arrived = new Acknowledgements();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable KinesisClient client;
    private @Nullable StreamFeed feed;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        KinesisSourceConfig config = new KinesisSourceConfig(props);
        KinesisClient opened = KinesisSettings.AWS.client(config, KinesisClient.builder());
        client = opened;
        KinesisStream stream = new KinesisStream(opened, config.stream(), config.pageSize());
        feed = new StreamFeed(config, stream, arrived, context.offsetStorageReader());
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        StreamFeed following = Objects.requireNonNull(feed);
        List<SourceRecord> records = following.next();
        if (!records.isEmpty()) {
            return records;
        }
        if (stopped.await(Math.min(LONGEST_WAIT, following.idleNanos()), TimeUnit.NANOSECONDS)) {
            LOG.debug("stopped");
        }
        return null;
    }

    /** Kafka has the record; with exactly-once support, its transaction is committed. */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        arrived.acknowledged(record);
    }

    @Override
    public void stop() {
        stopped.countDown();
        if (client != null) {
            client.close();
        }
    }
}
