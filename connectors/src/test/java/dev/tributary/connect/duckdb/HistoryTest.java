package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded random histories against a plain map: random batching, restarts, re-delivered stretches, positions out of
 * order, deletes as rows, tombstones or both, with rows of another writer in between.
 */
class HistoryTest {
    private static final int HISTORIES = 100;
    private static final int OPERATIONS = 120;
    private static final int KEYS = 6;

    @TempDir
    Path folder;

    @Test
    void shouldEqualTheMapWhateverTheHistoryAndItsDelivery() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed, folder.resolve("history" + seed + ".duckdb")).play();
        }
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

    private static final class History {
        private final int seed;
        private final Random random;
        private final Path file;
        private final String topic;
        private final TopicPartition partition;
        private final Oracle oracle = new Oracle();
        private final List<SinkRecord> records = new ArrayList<>();

        History(int seed, Path file) {
            this.seed = seed;
            this.random = new Random(seed);
            this.file = file;
            this.topic = "history" + seed;
            this.partition = new TopicPartition(topic, 0);
        }

        void play() {
            while (records.size() < OPERATIONS) {
                operation();
            }
            SinkHarness sink = start();
            int next = 0;
            while (next < records.size()) {
                if (random.nextInt(15) == 0) {
                    sink.close();
                    sink = start();
                    next = random.nextInt(sink.seeks.getOrDefault(partition, 0L).intValue() + 1);
                }
                int end = Math.min(records.size(), next + 1 + random.nextInt(60));
                sink.put(records.subList(next, end));
                if (random.nextBoolean()) {
                    sink.commit(partition);
                }
                next = random.nextInt(6) == 0 ? random.nextInt(end + 1) : end;
            }
            sink.commit(partition);
            assertThat(sink.query("SELECT bonus_id, name FROM " + topic + " ORDER BY 1"))
                    .as("history %d", seed)
                    .isEqualTo(oracle.names.entrySet().stream()
                            .map(row -> row.getKey() + " | " + row.getValue())
                            .toList());
            assertThat(sink.query("SELECT next_offset FROM tributary_offsets WHERE topic = '" + topic + "'"))
                    .containsExactly(String.valueOf(records.size()));
            sink.close();
        }

        private SinkHarness start() {
            return SinkHarness.start(
                            file, "batch.size", String.valueOf(1 + random.nextInt(60)), "batch.linger.ms", "50")
                    .open(partition);
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
            add(id, struct(id, position).put("name", name).put("__deleted", false));
            oracle.row(id, name, position);
        }

        private void delete(long id, @Nullable String position) {
            add(id, struct(id, position).put("__deleted", true));
            oracle.deleted(id, position);
            if (random.nextInt(4) == 0) {
                put(random.nextBoolean() ? id : random.nextInt(KEYS), position());
            }
            if (random.nextInt(4) > 0) {
                tombstone(id);
            }
        }

        private void tombstone(long id) {
            add(id, null);
            oracle.tombstone(id);
        }

        private static Struct struct(long id, @Nullable String position) {
            return new Struct(Bonuses.ROW).put("bonus_id", id).put("__position", position);
        }

        private void add(long id, @Nullable Struct value) {
            long offset = records.size();
            records.add(new SinkRecord(
                    topic,
                    0,
                    null,
                    Map.of("bonus_id", id),
                    value == null ? null : Bonuses.ROW,
                    value,
                    offset,
                    1_000 + offset,
                    TimestampType.CREATE_TIME));
        }
    }
}
