package dev.tributary.local.redshift;

import dev.tributary.connect.redshift.RedshiftSinkTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Plays the Connect worker for one real sink task. */
final class SinkHarness implements AutoCloseable {
    final Map<TopicPartition, Long> seeks = new HashMap<>();
    final List<SinkRecord> reported = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();

    private final Map<String, String> properties;
    private final RedshiftSinkTask task = new RedshiftSinkTask();

    SinkHarness(Map<String, String> properties) {
        this.properties = properties;
        task.initialize(new Context());
        task.start(properties);
    }

    SinkHarness open(TopicPartition... partitions) {
        task.open(List.of(partitions));
        return this;
    }

    void put(List<SinkRecord> records) {
        task.put(records);
    }

    /** Puts the records and commits, as the worker does at its commit interval. */
    void flush(SinkRecord... records) {
        put(List.of(records));
        commit(new TopicPartition(records[0].topic(), records[0].kafkaPartition()));
    }

    Map<TopicPartition, OffsetAndMetadata> commit(TopicPartition partition) {
        return task.preCommit(Map.of(partition, new OffsetAndMetadata(0)));
    }

    @Override
    public void close() {
        task.stop();
    }

    private final class Context implements SinkTaskContext {

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
        public ErrantRecordReporter errantRecordReporter() {
            return this::report;
        }

        private Future<Void> report(SinkRecord record, Throwable reason) {
            reported.add(record);
            reasons.add(String.valueOf(reason.getMessage()));
            return CompletableFuture.completedFuture(null);
        }
    }
}
