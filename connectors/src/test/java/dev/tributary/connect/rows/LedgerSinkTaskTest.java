package dev.tributary.connect.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

class LedgerSinkTaskTest {
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final List<Integer> written = new ArrayList<>();
    private final List<Long> timeouts = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Test
    void shouldGatherRecordsForAsLongAsTheLastWriteTook() {
        Task task = new Task();
        task.put(List.of(record(0)));

        task.put(List.of(record(1)));
        now = now.plusMillis(400);
        task.put(List.of(record(2)));

        assertThat(written).as("records in each write").containsExactly(1);
        assertThat(timeouts).as("ms until Connect is to call again").containsExactly(1000L, 600L);
        now = now.plusMillis(600);
        task.put(List.of());
        assertThat(written).containsExactly(1, 2);
    }

    @Test
    void shouldWriteWhatIsGatheredBeforeConnectCommits() {
        Task task = new Task();
        task.put(List.of(record(0)));
        task.put(List.of(record(1)));

        task.preCommit(Map.of());

        assertThat(written).containsExactly(1, 1);
    }

    @Test
    void shouldWriteAFullBatchWithoutWaiting() {
        Task task = new Task();

        task.put(List.of(record(0), record(1), record(2), record(3)));

        assertThat(written).containsExactly(Task.MOST);
    }

    private static SinkRecord record(long offset) {
        return new SinkRecord("topic", 0, null, null, null, null, offset);
    }

    private SinkTaskContext context() {
        return (SinkTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SinkTaskContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("timeout")) {
                        timeouts.add((Long) arguments[0]);
                    }
                    return null;
                });
    }

    /** A task without a linger whose every write is slow. */
    private final class Task extends LedgerSinkTask {
        static final int MOST = 3;

        Task() {
            super(() -> now.toNanos());
            initialize(context());
            begin(MOST, 0);
        }

        @Override
        public void start(Map<String, String> properties) {}

        @Override
        public void stop() {}

        @Override
        protected Map<TopicPartition, Progress> stored(Collection<TopicPartition> partitions) {
            return Map.of();
        }

        @Override
        protected String tableOf(String topic) {
            return topic;
        }

        @Override
        protected TableBatch batch(String table, Map<TopicPartition, Progress> reached) {
            return new SlowBatch();
        }

        @Override
        protected void report(SinkRecord record, BadRecordException reason) {
            throw new AssertionError(reason);
        }
    }

    private final class SlowBatch implements TableBatch {
        private int pending;

        @Override
        public void add(SinkRecord record) {
            pending++;
        }

        @Override
        public void handled(TopicPartition partition, Progress reached) {}

        @Override
        public int pending() {
            return pending;
        }

        @Override
        public void write() {
            now = now.plus(SLOW);
            written.add(pending);
            pending = 0;
        }

        @Override
        public void discard() {
            pending = 0;
        }
    }
}
