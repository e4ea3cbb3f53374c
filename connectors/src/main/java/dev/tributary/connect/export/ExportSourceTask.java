package dev.tributary.connect.export;

import dev.tributary.connect.changes.PluginVersion;
import dev.tributary.connect.objects.Location;
import dev.tributary.connect.objects.ObjectStore;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports the tables it was given, one import at a time. */
public final class ExportSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSourceTask.class);

    private final List<TableFeed> feeds = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable ObjectStore store;
    private long scanMs;
    private int current;

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void start(Map<String, String> props) {
        ExportSourceConfig config = new ExportSourceConfig(props);
        ObjectStore exports = Location.open(config.location(), config);
        store = exports;
        scanMs = config.scanInterval().toMillis();
        for (TableName table : config.tablesOfTask()) {
            feeds.add(new TableFeed(config, table, exports, context.offsetStorageReader()));
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        for (int i = 0; i < feeds.size(); i++) {
            List<SourceRecord> records = next(feeds.get(current));
            if (!records.isEmpty()) {
                return records;
            }
            current = (current + 1) % feeds.size();
        }
        if (stopped.await(scanMs, TimeUnit.MILLISECONDS)) {
            LOG.debug("stopped");
        }
        return null;
    }

    private static List<SourceRecord> next(TableFeed feed) {
        try {
            return feed.next();
        } catch (IOException e) {
            throw new ConnectException("cannot read the exports: " + e, e);
        } catch (SQLException e) {
            throw new ConnectException("cannot compare the exports: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        for (TableFeed feed : feeds) {
            try {
                feed.close();
            } catch (IOException | SQLException e) {
                LOG.warn("an import was not closed: {}", e.toString());
            }
        }
        feeds.clear();
        if (store != null) {
            store.close();
        }
    }
}
