package dev.tributary.local.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Events that are joined once, to a table that each instance has whole, on a real broker. */
@Timeout(180)
class CopiesTest {
    private static final String OUTPUT = "inner_broadcast_stream";
    private static final int EMPLOYEES = 200;
    private static final int BONUSES = 600;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void shouldJoinEachBonusOnceThoughInstancesAreKilledWhileItWaitsForItsEmployee() throws Exception {
        try (JoinStand stand = new JoinStand(folder.resolve("data"), List.of(OUTPUT))) {
            for (int bonus = 0; bonus < BONUSES; bonus++) {
                stand.send(new JoinHistory.Change(false, bonus, new JoinHistory.Row(bonus % EMPLOYEES, bonus), 1));
            }
            hire(stand, 0, EMPLOYEES / 2);
            try (Instances apps = stand.start(2, instance -> List.of())) {
                stand.awaitQuiet(apps);
                awaitRows(stand, BONUSES / 2);
                assertThat(log(stand))
                        .contains("events wait in their topics for")
                        .doesNotContain("no longer wait");

                apps.killOne();
                hire(stand, EMPLOYEES / 2, EMPLOYEES);
                apps.killOne();
                awaitRows(stand, BONUSES);
                stand.awaitQuiet(apps);
            }

            Map<Integer, String> rows = new TreeMap<>();
            List<JoinStand.Written> written = stand.read(OUTPUT);
            written.forEach(row -> rows.put(row.key(), row.line()));
            assertThat(written).hasSize(BONUSES);
            assertThat(rows).isEqualTo(expected());
        }
    }

    /** Both may have started before the other's group was there; one of them has seen the table unread. */
    private static String log(JoinStand stand) throws IOException {
        return Files.readString(stand.log(0)) + Files.readString(stand.log(1));
    }

    private static void hire(JoinStand stand, int from, int to) {
        for (int employee = from; employee < to; employee++) {
            stand.send(new JoinHistory.Change(true, employee, new JoinHistory.Row(null, employee + 1), 1));
        }
    }

    private static void awaitRows(JoinStand stand, int count) throws Exception {
        Eventually.isTrue(count + " rows", () -> stand.read(OUTPUT).size() >= count);
    }

    private static Map<Integer, String> expected() {
        Map<Integer, String> rows = new TreeMap<>();
        for (int bonus = 0; bonus < BONUSES; bonus++) {
            int employee = bonus % EMPLOYEES;
            rows.put(bonus, JoinHistory.line(employee, employee + 1, bonus));
        }
        return rows;
    }
}
