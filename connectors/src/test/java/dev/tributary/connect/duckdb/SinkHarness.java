package dev.tributary.connect.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** Plays the Connect worker for one real sink task and one real DuckDB file. */
final class SinkHarness implements AutoCloseable {
    final Map<TopicPartition, Long> seeks = new HashMap<>();
    final List<SinkRecord> reported = new ArrayList<>();
    final List<Throwable> reasons = new ArrayList<>();

    private final Path file;
    private final Map<String, String> properties;
    private final DuckDbSinkTask task = new DuckDbSinkTask();

    private SinkHarness(Path file, Map<String, String> properties, boolean reports) {
        this.file = file;
        this.properties = properties;
        task.initialize(new Context(reports));
        task.start(properties);
    }

    static SinkHarness start(Path file, String... settings) {
        return start(file, true, settings);
    }

    static SinkHarness withoutReporter(Path file, String... settings) {
        return start(file, false, settings);
    }

    private static SinkHarness start(Path file, boolean reports, String... settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("name", "sink");
        properties.put("duckdb.file", file.toString());
        properties.put("batch.linger.ms", "60000");
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return new SinkHarness(file, properties, reports);
    }

    SinkHarness open(TopicPartition... partitions) {
        task.open(List.of(partitions));
        return this;
    }

    void close(TopicPartition... partitions) {
        task.close(List.of(partitions));
    }

    void put(SinkRecord... records) {
        task.put(List.of(records));
    }

    void put(List<SinkRecord> records) {
        task.put(records);
    }

    /** Puts the records and commits, as the worker does at its commit interval. */
    Map<TopicPartition, OffsetAndMetadata> flush(SinkRecord... records) {
        put(records);
        return flush(List.of(records));
    }

    private Map<TopicPartition, OffsetAndMetadata> flush(List<SinkRecord> records) {
        Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
        for (SinkRecord record : records) {
            current.put(
                    new TopicPartition(record.topic(), record.kafkaPartition()),
                    new OffsetAndMetadata(record.kafkaOffset() + 1));
        }
        return task.preCommit(current);
    }

    Map<TopicPartition, OffsetAndMetadata> commit(TopicPartition... partitions) {
        Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
        for (TopicPartition partition : partitions) {
            current.put(partition, new OffsetAndMetadata(0));
        }
        return task.preCommit(current);
    }

    /** Rows as text, columns joined by " | ", read over a plain connection of another user of the same file. */
    /** The columns of the bonuses' table, each with its type, in order. */
    List<String> columns() {
        return query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'hr_bonuses'"
                + " ORDER BY column_index");
    }

    List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
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
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public void close() {
        task.stop();
    }

    private final class Context implements SinkTaskContext {
        private final boolean reports;

        Context(boolean reports) {
            this.reports = reports;
        }

        @Override
        public Map<String, String> configs() {
            return properties;
        }

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {
            seeks.putAll(offsets);
        }

        @Override
        public void offset(TopicPartition partition, long offset) {
            seeks.put(partition, offset);
        }

        @Override
        public void timeout(long timeoutMs) {}

        @Override
        public Set<TopicPartition> assignment() {
            return Set.of();
        }

        @Override
        public void pause(TopicPartition... partitions) {}

        @Override
        public void resume(TopicPartition... partitions) {}

        @Override
        public void requestCommit() {}

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("the sink has no metrics of its own");
        }

        @Override
        public @Nullable ErrantRecordReporter errantRecordReporter() {
            return reports ? this::report : null;
        }

        private Future<Void> report(SinkRecord record, Throwable reason) {
            reported.add(record);
            reasons.add(reason);
            return CompletableFuture.completedFuture(null);
        }
    }
}
