package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.changes.PluginVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for new files, and publishes what they tell. */
public final class CockroachFilesSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(CockroachFilesSourceTask.class);
    /** After so long a store that cannot be read is taken for one that never will be. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable FilesFeed feed;
    private @Nullable Long failingSinceNanos;
    private int scanMs;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        FilesSourceConfig config = new FilesSourceConfig(props);
        scanMs = config.scanIntervalMs();
        try {
            feed = FilesFeed.open(config, context.offsetStorageReader());
        } catch (IOException e) {
            throw new ConnectException("cannot make a folder for copies of files: " + e, e);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        try {
            List<SourceRecord> records = Objects.requireNonNull(feed).next();
            failingSinceNanos = null;
            if (!records.isEmpty()) {
                return records;
            }
        } catch (IOException e) {
            throw failure(e);
        }
        pause();
        return null;
    }

    private ConnectException failure(IOException e) throws InterruptedException {
        String what = "cannot read the files of the changefeed: " + e;
        long now = System.nanoTime();
        if (failingSinceNanos == null) {
            failingSinceNanos = now;
        }
        if (now - failingSinceNanos > PATIENCE.toNanos()) {
            return new ConnectException(what, e);
        }
        pause();
        return new RetriableException(what, e);
    }

    private void pause() throws InterruptedException {
        if (stopped.await(scanMs, TimeUnit.MILLISECONDS)) {
            LOG.debug("stopped");
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        if (feed != null) {
            try {
                feed.close();
            } catch (IOException e) {
                LOG.warn("a copy of a file was left behind: {}", e.toString());
            }
        }
    }
}
