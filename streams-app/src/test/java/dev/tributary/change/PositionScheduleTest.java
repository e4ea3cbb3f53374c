package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.row.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever order a connector may send changes in: the guard's table never goes back in time, ends where the source ended,
 * and says nothing of what comes again.
 *
 * <p>Each schedule mixes overlapping transactions, rows that share an LSN, a first snapshot that changes overlap,
 * snapshots while streaming, stretches and batches sent again, and a restored source whose LSNs begin anew.
 */
class PositionScheduleTest {
    private static final int SCHEDULES = 100_000;
    private static final int KEYS = 4;
    private static final int STEPS = 40;

    @Test
    void shouldFollowTheSourceOverEverySchedule() {
        Counts counts = new Counts();
        for (int seed = 0; seed < SCHEDULES; seed++) {
            new Schedule(seed, counts).play();
        }
        assertThat(counts.rereads).as("snapshot rows over streamed ones").isGreaterThan(SCHEDULES / 2);
        assertThat(counts.again).as("changes sent again").isGreaterThan(SCHEDULES);
        assertThat(counts.restores).as("restored sources").isGreaterThan(SCHEDULES / 20);
    }

    private static final class Counts {
        private int rereads;
        private int again;
        private int restores;
    }

    private static final class Schedule {
        private final int seed;
        private final Counts counts;
        private final Random random;
        private final Map<Integer, Held> table = new HashMap<>();
        private final Map<Integer, Long> told = new HashMap<>();
        private final List<SourceLog.Logged> sent = new ArrayList<>();
        private SourceLog log;
        private int slot;
        private int front;

        Schedule(int seed, Counts counts) {
            this.seed = seed;
            this.counts = counts;
            this.random = new Random(seed);
            this.log = new SourceLog(random, KEYS, 0, 0);
        }

        void play() {
            start(random.nextInt(STEPS / 2));
            stretch();
            if (random.nextInt(8) == 0) {
                counts.restores++;
                log = new SourceLog(random, KEYS, 1, log.versions());
                table.keySet().forEach(log::restore);
                sent.clear();
                start(0);
                stretch();
            }
            log.commitAll();
            stream(log.stream.size());
            assertThat(live())
                    .as(
                            "schedule %s: %s",
                            seed, sent.stream().map(Schedule::line).toList())
                    .isEqualTo(log.rows());
        }

        /** The first snapshot: rows as of the slot, an LSN from a little later. */
        private void start(int before) {
            for (int i = 0; i < before; i++) {
                log.step();
            }
            Map<Integer, Long> rows = log.rows();
            slot = log.stream.size();
            front = slot;
            for (int i = random.nextInt(4); i > 0; i--) {
                log.step();
            }
            long readAt = log.lsn();
            rows.forEach((key, version) -> deliver(log.read(key, version, readAt)));
        }

        private void stretch() {
            for (int i = 0; i < STEPS; i++) {
                log.step();
                switch (random.nextInt(12)) {
                    case 0 -> comeAgain();
                    case 1 -> sendBatchAgain();
                    case 2 -> snapshot();
                    default -> stream(front + random.nextInt(3));
                }
            }
        }

        private void stream(int to) {
            for (; front < Math.min(to, log.stream.size()); front++) {
                deliver(log.stream.get(front));
            }
        }

        /** The connector starts again from an offset that it had left behind. */
        private void comeAgain() {
            int back = random.nextInt(Math.min(front - slot, 10) + 1);
            for (int at = front - back; at < front; at++) {
                again(log.stream.get(at));
            }
        }

        /** The worker's producer sends a batch once more that the broker had taken. */
        private void sendBatchAgain() {
            int from = sent.size() - random.nextInt(Math.min(sent.size(), 4) + 1);
            List.copyOf(sent.subList(from, sent.size())).forEach(this::again);
        }

        /** A snapshot while streaming: the rows as of a watermark that the stream has reached. */
        private void snapshot() {
            stream(log.stream.size());
            long readAt = log.lsn();
            log.rows().forEach((key, version) -> {
                if (random.nextBoolean()) {
                    counts.rereads++;
                    deliver(log.read(key, version, readAt));
                }
            });
        }

        private void again(SourceLog.Logged change) {
            counts.again++;
            Long version = apply(change);
            assertThat(version).as(() -> trace("sent again", change)).isNull();
        }

        private void deliver(SourceLog.Logged change) {
            sent.add(change);
            Long version = apply(change);
            if (version != null) {
                assertThat(version).as(() -> trace("sent", change)).isGreaterThan(told.getOrDefault(change.key(), -1L));
                told.put(change.key(), version);
            }
        }

        private String trace(String what, SourceLog.Logged change) {
            return "schedule " + seed + ": " + what + " " + line(change) + " after "
                    + sent.stream()
                            .filter(earlier -> earlier.key() == change.key())
                            .map(Schedule::line)
                            .toList();
        }

        private static String line(SourceLog.Logged change) {
            return change.key() + " " + change.event().op() + " v" + change.version() + " "
                    + change.event().position();
        }

        /** The version that the table takes, null when nothing changes. */
        private @Nullable Long apply(SourceLog.Logged change) {
            Held before = table.get(change.key());
            Held taken = PositionGuard.taken(change.event(), before);
            if (taken == null) {
                return null;
            }
            table.put(change.key(), taken);
            boolean same = before != null
                    && Objects.equals(before.event().row(), taken.event().row());
            return same ? null : (Long) change.version();
        }

        private Map<Integer, Long> live() {
            Map<Integer, Long> rows = new HashMap<>();
            table.forEach((key, held) -> {
                Row row = held.event().row();
                if (row != null) {
                    rows.put(key, (Long) Objects.requireNonNull(row.get(1)));
                }
            });
            return rows;
        }
    }
}
