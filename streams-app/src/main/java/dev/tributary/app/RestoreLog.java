package dev.tributary.app;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how much of a store was read back from Kafka before its task could run: next to nothing behind a warm standby. */
final class RestoreLog implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);

    private final Map<TopicPartition, Long> started = new ConcurrentHashMap<>();

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        started.put(changelog, System.nanoTime());
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long count) {
        // the end tells the sum
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        tell(changelog, store, total, "restored");
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        tell(changelog, store, total, "restored, not to the end,");
    }

    private void tell(TopicPartition changelog, String store, long total, String what) {
        Long began = started.remove(changelog);
        if (total > 0 && began != null) {
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            LOG.info("{} {} records of {}, partition {}, in {} ms", what, total, store, changelog.partition(), millis);
        }
    }
}
