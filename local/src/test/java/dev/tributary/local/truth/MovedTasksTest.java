package dev.tributary.local.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows change what they refer to while instances are killed and their tasks move, on a real broker with several partitions:
 * each output ends as SQL answers, and those that are strict or joined by broadcast are in order. {@code -Dmoved.seed=N} repeats the histories,
 * {@code -Dmoved.histories=N} and {@code -Dmoved.seconds=N} set their number and how long they flow.
 */
@Tag("long")
@Timeout(600)
class MovedTasksTest {
    private static final List<String> OUTPUTS = List.of(
            "inner_position", "inner_strict", "left_position", "left_strict", "inner_broadcast", "left_broadcast");
    private static final int OPERATIONS = 120;
    private static final int SECONDS_PER_KILL = 4;

    private final long seed = Long.getLong("moved.seed", System.nanoTime() % 1_000_000);
    private final int histories = Integer.getInteger("moved.histories", 40);
    private final int seconds = Integer.getInteger("moved.seconds", 10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void shouldEndAsSqlAnswersThoughTasksMoveInTheMiddleOfMoves() throws Exception {
        Random random = new Random(seed);
        List<JoinHistory> all = new ArrayList<>();
        for (int i = 0; i < histories; i++) {
            all.add(new JoinHistory(random, OPERATIONS, i * JoinHistory.KEYS));
        }
        try (JoinStand stand = new JoinStand(folder.resolve("data"), OUTPUTS);
                Instances apps = stand.start(2, instance -> List.of())) {
            int kills = flow(stand, apps, interleaved(all, random));
            stand.awaitQuiet(apps);

            for (String output : OUTPUTS) {
                Reading reading = new Reading(stand.read(output));
                Map<Integer, String> expected = new TreeMap<>();
                all.forEach(history -> expected.putAll(history.answer(output.startsWith("left"))));
                System.out.printf(
                        Locale.ROOT,
                        "moved tasks: seed %d, %d kills, %s: %d records, %d late%n",
                        seed,
                        kills,
                        output,
                        reading.records,
                        reading.late);
                assertThat(reading.byPosition).as("%s, seed %s", output, seed).isEqualTo(expected);
                if (!output.endsWith("position")) {
                    assertThat(reading.late).as("%s, seed %s", output, seed).isZero();
                    assertThat(reading.byOffset).as("%s, seed %s", output, seed).isEqualTo(expected);
                }
            }
        }
    }

    /** The changes of all histories, each history's in its order. */
    private static List<JoinHistory.Change> interleaved(List<JoinHistory> histories, Random random) {
        List<JoinHistory.Change> changes = new ArrayList<>();
        int[] next = new int[histories.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            open.add(i);
        }
        while (!open.isEmpty()) {
            int slot = random.nextInt(open.size());
            int history = open.get(slot);
            changes.add(histories.get(history).changes.get(next[history]++));
            if (next[history] == histories.get(history).changes.size()) {
                open.remove(slot);
            }
        }
        return changes;
    }

    /** Sends them evenly over the time, and kills one instance after the other meanwhile; the answer is how many. */
    private int flow(JoinStand stand, Instances apps, List<JoinHistory.Change> changes) throws Exception {
        long began = System.nanoTime();
        long time = Duration.ofSeconds(seconds).toNanos();
        int kills = 0;
        for (int i = 0; i < changes.size(); i++) {
            long due = time * i / changes.size();
            while (System.nanoTime() - began < due) {
                LockSupport.parkNanos(due - (System.nanoTime() - began));
            }
            stand.send(changes.get(i));
            if (due > Duration.ofSeconds((long) SECONDS_PER_KILL * (kills + 1)).toNanos()) {
                apps.killOne();
                kills++;
            }
        }
        return kills;
    }

    /** What two kinds of consumers make of a topic, and how many of its records came behind a newer one. */
    private static final class Reading {
        private final Map<Integer, String> byPosition = new TreeMap<>();
        private final Map<Integer, String> byOffset = new TreeMap<>();
        private final Map<Integer, String> positions = new HashMap<>();
        private final int records;
        private int late;

        Reading(List<JoinStand.Written> topic) {
            records = topic.size();
            topic.forEach(this::take);
        }

        private void take(JoinStand.Written record) {
            put(byOffset, record);
            if (record.row() == null) {
                return; // a row that said so came before it
            }
            if (record.position().compareTo(positions.getOrDefault(record.key(), "")) < 0) {
                late++;
                return;
            }
            positions.put(record.key(), record.position());
            put(byPosition, record);
        }

        private static void put(Map<Integer, String> rows, JoinStand.Written record) {
            if (record.gone()) {
                rows.remove(record.key());
            } else {
                rows.put(record.key(), record.line());
            }
        }
    }
}
