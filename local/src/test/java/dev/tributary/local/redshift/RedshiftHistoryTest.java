package dev.tributary.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded random histories against a plain map: random batching, re-delivered stretches, positions out of order,
 * deletes as rows, tombstones or both, and tasks that die after staging, after COPY and after the commit.
 */
@Timeout(300)
class RedshiftHistoryTest {
    private static final int HISTORIES = 3;
    private static final int OPERATIONS = 120;
    private static final int KEYS = 6;
    private static final int DEATHS = 4;

    private final RedshiftStand stand = RedshiftStand.shared();

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void shouldEqualTheMapWhateverTheHistoryAndItsDelivery(String format) {
        int before = stand.faults().delivered();

        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed, format).play();
        }

        assertThat(stand.faults().delivered() - before).as("deaths").isGreaterThan(HISTORIES);
    }

    /** The rule, applied to one record at a time. */
    private static final class Oracle {
        private final Map<Long, String> names = new TreeMap<>();
        private final Map<Long, String> positions = new TreeMap<>();
        private final Map<Long, Integer> due = new TreeMap<>();

        void row(long id, String name, @Nullable String position) {
            if (applies(id, position)) {
                names.put(id, name);
                remember(id, position);
            }
        }

        void deleted(long id, @Nullable String position) {
            if (position != null) {
                due.merge(id, 1, Integer::sum);
            }
            if (applies(id, position)) {
                names.remove(id);
                remember(id, position);
            }
        }

        void tombstone(long id) {
            int excused = due.getOrDefault(id, 0);
            if (excused > 0) {
                due.put(id, excused - 1);
            } else {
                names.remove(id);
            }
        }

        private boolean applies(long id, @Nullable String position) {
            String known = positions.get(id);
            return known == null || position == null || position.compareTo(known) >= 0;
        }

        private void remember(long id, @Nullable String position) {
            if (position == null) {
                positions.remove(id);
            } else {
                positions.put(id, position);
            }
        }
    }

    private final class History {
        private final int seed;
        private final Random random;
        private final String topic;
        private final String format;
        private final OrderRecords orders;
        private final Oracle oracle = new Oracle();
        private final List<SinkRecord> records = new ArrayList<>();
        private int deaths;

        History(int seed, String format) {
            this.seed = seed;
            this.random = new Random(seed);
            this.format = format;
            this.topic = "history_" + format + seed;
            this.orders = new OrderRecords(topic);
        }

        void play() {
            while (records.size() < OPERATIONS) {
                operation();
            }
            SinkHarness sink = start();
            int next = 0;
            while (next < records.size()) {
                int end = Math.min(records.size(), next + 1 + random.nextInt(40));
                boolean dies = deaths < DEATHS && random.nextInt(3) == 0;
                if (dies) {
                    arm(deaths++ % DEATHS);
                }
                boolean died = !deliver(sink, next, end);
                if (died || random.nextInt(12) == 0) {
                    sink.close();
                    sink = start();
                    next = random.nextInt(
                            sink.seeks.getOrDefault(orders.partition(), 0L).intValue() + 1);
                } else {
                    next = random.nextInt(6) == 0 ? random.nextInt(end + 1) : end;
                }
            }
            sink.commit(orders.partition());
            sink.close();
            assertThat(stand.query("SELECT id, name FROM " + topic + " ORDER BY 1"))
                    .as("history %d, %s", seed, format)
                    .isEqualTo(oracle.names.entrySet().stream()
                            .map(row -> row.getKey() + " | " + row.getValue())
                            .toList());
            assertThat(stand.query("SELECT next_offset FROM tributary_offsets WHERE topic = '" + topic + "'"))
                    .containsExactly(String.valueOf(records.size()));
            assertThat(stand.staged(topic)).isEmpty();
        }

        private void arm(int place) {
            switch (place) {
                case 0 -> stand.faults().cutBefore("CREATE TEMP", 1);
                case 1 -> stand.faults().cutAfter("COPY", 1);
                case 2 -> stand.faults().cutAfter("COMMIT", 1);
                default -> stand.faults().cutBefore("COMMIT", 1);
            }
        }

        /** Whether the task has survived it. */
        private boolean deliver(SinkHarness sink, int from, int to) {
            try {
                sink.put(records.subList(from, to));
                sink.commit(orders.partition());
                return true;
            } catch (ConnectException e) {
                assertThat(e).hasMessageContaining("public");
                return false;
            }
        }

        private SinkHarness start() {
            while (true) {
                try {
                    return stand.sink(
                                    topic,
                                    "stage.format",
                                    format,
                                    "redshift.retry.ms",
                                    "0",
                                    "batch.size",
                                    String.valueOf(1 + random.nextInt(60)))
                            .open(orders.partition());
                } catch (ConnectException e) {
                    // a blow that was meant for the task before
                    assertThat(e).hasMessageContaining("tributary_offsets");
                }
            }
        }

        private void operation() {
            long id = random.nextInt(KEYS);
            String position = position();
            int kind = random.nextInt(10);
            if (kind < 6) {
                put(id, position);
            } else if (kind < 7) {
                tombstone(id);
            } else {
                delete(id, position);
            }
        }

        /** Positions rise with time and are late now and then; rarely there is none. */
        private @Nullable String position() {
            int late = random.nextInt(4) == 0 ? random.nextInt(40) : 0;
            return random.nextInt(25) == 0 ? null : String.format("%06d", Math.max(0, records.size() / 2 - late));
        }

        private void put(long id, @Nullable String position) {
            String name = "n" + records.size();
            records.add(orders.row(id, name, position));
            oracle.row(id, name, position);
        }

        private void delete(long id, @Nullable String position) {
            records.add(orders.deleted(id, position));
            oracle.deleted(id, position);
            if (random.nextInt(4) == 0) {
                put(random.nextBoolean() ? id : random.nextInt(KEYS), position());
            }
            if (random.nextInt(4) > 0) {
                tombstone(id);
            }
        }

        private void tombstone(long id) {
            records.add(orders.tombstone(id));
            oracle.tombstone(id);
        }
    }
}
