package dev.tributary.connect.cockroach;

import dev.tributary.connect.changes.PluginVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for changefeeds and hands what they send to Connect, which tells when Kafka has it. */
public final class CockroachSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(CockroachSourceTask.class);
    private static final long POLL_MS = 500;

    private @Nullable Inbox inbox;
    private @Nullable WebhookServer server;
    private int batchSize;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        CockroachSourceConfig config = new CockroachSourceConfig(props);
        batchSize = config.batchSize();
        Inbox box = new Inbox(config.maxPending());
        inbox = box;
        try {
            server = WebhookServer.start(config, box);
        } catch (IOException e) {
            throw new ConnectException("cannot listen at " + config.listener() + ": " + e.getMessage(), e);
        }
        LOG.info(
                "listening at {}, port {}, for {}",
                config.listener(),
                port(),
                config.routes().keySet());
    }

    /** The port it listens on. */
    int port() {
        return Objects.requireNonNull(server).port();
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = Objects.requireNonNull(inbox).take(batchSize, POLL_MS);
        return records.isEmpty() ? null : records;
    }

    /** Kafka has the record; with exactly-once support, its transaction is committed. */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        Objects.requireNonNull(inbox).acknowledge(record);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
