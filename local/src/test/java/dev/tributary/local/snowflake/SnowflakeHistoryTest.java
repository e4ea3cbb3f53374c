package dev.tributary.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.part.LandingTables;
import java.nio.file.Path;
import java.util.List;
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
        RandomHistory history = new RandomHistory(rows, "random", seed);
        stand.prepare("random");
        stand.worker().connectors().run(SHIPPED, stand.config(SHIPPED, List.of("random")));
        for (int round = 0; round < 3; round++) {
            history.play(2000);
            if (round < 2) {
                stand.awaitLanded("random", history.landing() / 2);
                stand.killAndForget(SHIPPED, "random");
            }
        }

        stand.awaitLanded("random", history.landing());

        assertThat(stand.landed("random")).as("seed %d", seed).isEqualTo(history.landing());
        assertThat(stand.records("random")).as("seed %d", seed).isEqualTo(history.landing());
        assertThat(stand.current("random")).as("seed %d", seed).isEqualTo(history.left());
        assertThat(stand.open("random")).as("seed %d", seed).isEqualTo(history.left());
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
            BonusRows.place(row, 2);
            rows.send("growing", id, row);
        }
        rows.flush();

        stand.awaitLanded("growing", 201);

        LandingTables.create(stand.snowflake(), BonusRows.table("growing", wider));
        assertThat(stand.records("growing")).isEqualTo(201);
        assertThat(stand.landed("growing")).isEqualTo(201);
        assertThat(stand.query("SELECT count(*), count(TEAM), count(FULL_NAME) FROM growing_CURRENT"))
                .containsExactly(List.of(201L, 100L, 101L));
        assertThat(stand.query("SELECT BONUS FROM growing WHERE BONUS_ID = 500"))
                .as("a decimal in a column that the connector made itself is text")
                .containsExactly(List.of("100.00"));
    }
}
