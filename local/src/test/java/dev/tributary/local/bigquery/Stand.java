package dev.tributary.local.bigquery;

import dev.tributary.connect.bigquery.BigQuerySinkTask;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** One real sink task with its real client, and the double of BigQuery. */
final class Stand implements AutoCloseable {
    private static final Logger CLIENT_LOG = Logger.getLogger("com.google.cloud.bigquery.storage");

    final BigQueryDouble bigQuery;
    final List<SinkRecord> reported = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable BigQuerySinkTask task;
    private boolean reports = true;

    private Stand(Path folder) throws Exception {
        CLIENT_LOG.setLevel(Level.OFF);
        bigQuery = BigQueryDouble.start(folder, new BigQueryDouble.Ports(0, 0), "local", "example");
        settings.put("bigquery.project", "local");
        settings.put("bigquery.dataset", "example");
        settings.put("bigquery.rest.endpoint", bigQuery.restEndpoint());
        settings.put("bigquery.storage.endpoint", bigQuery.storageEndpoint());
        settings.put("table.name.map", Orders.TOPIC + ":orders");
    }

    /** Starts a double and a task with some settings beside the usual ones. */
    static Stand start(Path folder, String... settings) throws Exception {
        Stand stand = new Stand(folder);
        for (int i = 0; i < settings.length; i += 2) {
            stand.settings.put(settings[i], settings[i + 1]);
        }
        stand.restart();
        return stand;
    }

    /** As when the task starts anew, here or elsewhere. */
    void restart(String... changed) {
        stopTask();
        for (int i = 0; i < changed.length; i += 2) {
            settings.put(changed[i], changed[i + 1]);
        }
        task = new BigQuerySinkTask();
        task.initialize(context());
        task.start(settings);
        task.open(List.of(Orders.PARTITION));
    }

    void withoutReporter() {
        reports = false;
        restart();
    }

    private SinkTaskContext context() {
        ErrantRecordReporter reporter = (record, reason) -> {
            reported.add(record);
            reasons.add(String.valueOf(reason.getMessage()));
            return CompletableFuture.completedFuture(null);
        };
        return (SinkTaskContext) Proxy.newProxyInstance(
                Stand.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> reports ? reporter : null);
    }

    void put(SinkRecord... records) {
        put(List.of(records));
    }

    void put(List<SinkRecord> records) {
        running().put(records);
    }

    /** The offset that would be committed when the worker has read up to {@code next}. */
    long commit(long next) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                running().preCommit(Map.of(Orders.PARTITION, new OffsetAndMetadata(next)));
        return Objects.requireNonNull(committed.get(Orders.PARTITION)).offset();
    }

    void close(TopicPartition partition) {
        running().close(List.of(partition));
    }

    private BigQuerySinkTask running() {
        return Objects.requireNonNull(task);
    }

    /** Rows as text, columns joined by " | ". */
    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = bigQuery.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" | ", cells));
            }
        }
        return rows;
    }

    List<String> items() throws SQLException {
        return query("SELECT id, item FROM orders ORDER BY id");
    }

    private void stopTask() {
        if (task != null) {
            task.stop();
            task = null;
        }
    }

    @Override
    public void close() throws SQLException {
        stopTask();
        bigQuery.close();
    }
}
