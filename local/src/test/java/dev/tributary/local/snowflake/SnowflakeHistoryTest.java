package dev.tributary.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.part.LandingTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Seeded random histories through the official connector, with kills and with columns that appear on the way. */
@Tag("long")
@Timeout(400)
class SnowflakeHistoryTest {

    private static final String SHIPPED = "snowflake-payroll-sink";
    private static final int KEYS = 200;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private SinkStand stand;
    private BonusRows rows;

    @BeforeEach
    void start() throws Exception {
        stand = SinkStand.start(folder);
        rows = stand.rows();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(stand.snowflake().journal().problems()).isEmpty();
        rows.close();
        stand.close();
    }

    @Test
    void shouldEqualAPlainMapAfterTwoKills() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<BigDecimal, List<Object>> model = new TreeMap<>();
        stand.prepare("random");
        stand.worker().connectors().run(SHIPPED, stand.config(SHIPPED, List.of("random")));
        long landing = 0;
        for (int round = 0; round < 3; round++) {
            for (int change = 0; change < 2000; change++) {
                landing += change(random, model, round * 2000 + change);
            }
            rows.flush();
            if (round < 2) {
                stand.awaitLanded("random", landing / 2);
                stand.killAndForget(SHIPPED, "random");
            }
        }

        stand.awaitLanded("random", landing);

        assertThat(stand.landed("random")).as("seed %d", seed).isEqualTo(landing);
        assertThat(stand.records("random")).as("seed %d", seed).isEqualTo(landing);
        assertThat(stand.query("SELECT BONUS_ID, FULL_NAME, BONUS FROM random_CURRENT ORDER BY 1"))
                .as("seed %d", seed)
                .isEqualTo(List.copyOf(model.values()));
    }

    /** One change at a position, now and then followed by an older version of the same row; how many rows it lands. */
    private int change(Random random, Map<BigDecimal, List<Object>> model, int position) {
        long id = random.nextInt(KEYS);
        if (random.nextInt(5) == 0) {
            rows.delete("random", id, position);
            model.remove(new BigDecimal(id));
        } else {
            String name = random.nextInt(10) == 0 ? null : "name " + random.nextInt(1000);
            BigDecimal bonus = BigDecimal.valueOf(random.nextInt(100_000), 2);
            rows.upsert("random", id, name, bonus.toString(), position);
            model.put(new BigDecimal(id), Arrays.asList(new BigDecimal(id), name, bonus));
        }
        if (random.nextInt(10) == 0 && position > 0) {
            rows.upsert("random", id, "stale", "0.00", -1);
            return 2;
        }
        return 1;
    }

    @Test
    void shouldAddColumnsThatAppearOnTheWayToATableThatItMadeItself() throws Exception {
        stand.createTopic("growing");
        stand.worker().connectors().run(SHIPPED, stand.config(SHIPPED, List.of("growing")));
        rows.upsert("growing", 500, "Round", "100.00", 1);
        rows.insert("growing", 0, 100);
        stand.awaitLanded("growing", 101);
        Schema wider = new Schema.Parser()
                .parse(BonusRows.SCHEMA
                        .toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"team\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        for (long id = 100; id < 200; id++) {
            GenericRecord row = new GenericData.Record(wider);
            row.put("team", "team " + id % 3);
            row.put("bonus_id", id);
            row.put("__deleted", false);
            row.put("__position", "00000002");
            rows.send("growing", id, row);
        }
        rows.flush();

        stand.awaitLanded("growing", 201);

        stand.execute(LandingTable.currentView("growing"));
        assertThat(stand.records("growing")).isEqualTo(201);
        assertThat(stand.landed("growing")).isEqualTo(201);
        assertThat(stand.query("SELECT count(*), count(TEAM), count(FULL_NAME) FROM growing_CURRENT"))
                .containsExactly(List.of(201L, 100L, 101L));
        assertThat(stand.query("SELECT BONUS FROM growing WHERE BONUS_ID = 500"))
                .as("a decimal in a column that the connector made itself is text")
                .containsExactly(List.of("100.00"));
    }
}
