package dev.tributary.local.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.bigquery.Faults.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded random histories against a plain map: batches and appends of random size, tasks that start again where they have
 * committed, stretches sent twice, late and doubled rows, deletes with their tombstones, faults of BigQuery, new columns.
 */
@Timeout(300)
class BigQueryHistoryTest {
    private static final int HISTORIES = 8;
    private static final int OPERATIONS = 250;
    /** Few keys change often and late; of many, a lost row is the last of its key. */
    private static final int BUSY_KEYS = 8;

    private static final int KEYS = 120;
    private static final List<Fault> PASSING = List.of(
            Fault.UNAVAILABLE, Fault.RESOURCE_EXHAUSTED, Fault.INTERNAL_AFTER_APPLYING, Fault.RESET_AFTER_APPLYING);

    @TempDir
    Path folder;

    @Test
    void shouldEqualTheMapWhateverTheHistoryAndItsDelivery() throws Exception {
        int delivered = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            delivered += new History(seed).play(Files.createDirectory(folder.resolve("history" + seed)));
        }
        assertThat(delivered).as("faults").isGreaterThan(HISTORIES);
    }

    /** What a key holds: the row of the largest (position, offset). */
    private record Held(long event, long offset, boolean deleted, String row) {
        static Held newer(Held one, Held other) {
            boolean later = other.event > one.event || (other.event == one.event && other.offset >= one.offset);
            return later ? other : one;
        }
    }

    private static final class History {
        private final Random random;
        private final Orders orders = new Orders();
        private final List<SinkRecord> records = new ArrayList<>();
        private final Map<Long, Held> oracle = new TreeMap<>();

        History(int seed) {
            this.random = new Random(seed);
            while (records.size() < OPERATIONS) {
                operation();
            }
        }

        private void operation() {
            long id = random.nextInt(random.nextBoolean() ? BUSY_KEYS : KEYS);
            long event = Math.max(0, records.size() - (random.nextInt(4) == 0 ? random.nextInt(60) : 0)) * 7L;
            if (random.nextInt(10) < 7) {
                put(id, event);
            } else {
                delete(id, event);
            }
        }

        private void put(long id, long event) {
            String item = "n" + records.size();
            boolean wide = records.size() > OPERATIONS / 2 && random.nextBoolean();
            records.add(
                    wide ? orders.with(Schema.OPTIONAL_STRING_SCHEMA, id, item, event) : orders.row(id, item, event));
            hold(id, event, false, wide ? id + " | null | " + item : id + " | " + item + " | null");
        }

        private void delete(long id, long event) {
            records.add(orders.deleted(id, event));
            hold(id, event, true, "");
            if (random.nextInt(3) == 0) {
                put(random.nextInt(KEYS), records.size() * 7L);
            }
            records.add(orders.tombstone(id));
        }

        private void hold(long id, long event, boolean deleted, String row) {
            oracle.merge(id, new Held(event, records.size() - 1L, deleted, row), Held::newer);
        }

        /** Delivers the history and compares; returns how many faults there were. */
        int play(Path folder) throws Exception {
            try (Stand sink = Stand.start(folder, "append.retry.ms", "200")) {
                sink.bigQuery.faults().learnLate(Duration.ofMillis(random.nextInt(300)));
                int next = 0;
                while (next < records.size()) {
                    next = step(sink, next);
                }
                sink.bigQuery.faults().clear();
                assertThat(sink.commit(records.size())).isEqualTo(records.size());
                assertThat(sink.reasons).isEmpty();
                assertThat(sink.query("SELECT id, item, more FROM orders ORDER BY id"))
                        .isEqualTo(oracle.values().stream()
                                .filter(held -> !held.deleted())
                                .map(Held::row)
                                .toList());
                return sink.bigQuery.faults().delivered();
            }
        }

        private int step(Stand sink, int next) {
            if (random.nextInt(3) == 0) {
                sink.bigQuery.faults().add(PASSING.get(random.nextInt(PASSING.size())));
            }
            int end = Math.min(records.size(), next + 1 + random.nextInt(40));
            deliver(sink, records.subList(next, end));
            if (random.nextInt(6) > 0) {
                return end;
            }
            int committed = (int) sink.commit(end);
            assertThat(committed).isLessThanOrEqualTo(end);
            sink.restart("batch.size", Integer.toString(1 + random.nextInt(20)));
            return committed;
        }

        /** As the worker does: the same records again, until they are taken. */
        private static void deliver(Stand sink, List<SinkRecord> batch) {
            boolean taken = false;
            while (!taken) {
                try {
                    sink.put(batch);
                    taken = true;
                } catch (RetriableException e) {
                    taken = false;
                }
            }
        }
    }
}
