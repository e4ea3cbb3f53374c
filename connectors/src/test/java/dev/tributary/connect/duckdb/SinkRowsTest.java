package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to one row: inserted, updated, deleted, late. Every test runs record by record and as one batch. */
class SinkRowsTest {
    private static final String ROWS = "SELECT bonus_id, name FROM hr_bonuses ORDER BY 1";
    private static final String MARKERS = "SELECT bonus_id, __position FROM hr_bonuses__deletes ORDER BY 1";

    private final Bonuses topic = new Bonuses();
    private SinkHarness sink;

    SinkRowsTest(@TempDir Path folder) {
        sink = SinkHarness.start(folder.resolve("sink.duckdb"));
    }

    @BeforeEach
    void open() {
        sink.open(Bonuses.PARTITION);
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void shouldKeepTheLastRowOfAKey() {
        sink.flush(topic.row(1, "a", "01"), topic.row(2, "b", "02"), topic.row(1, "c", "03"));
        assertThat(sink.query(ROWS)).containsExactly("1 | c", "2 | b");

        sink.flush(topic.row(2, "d", "04"), topic.row(2, "e", "05"));
        assertThat(sink.query(ROWS)).containsExactly("1 | c", "2 | e");
    }

    @Test
    void shouldDeleteADeletedRowAndLetItsTombstoneChangeNothingMore() {
        sink.flush(topic.row(1, "a", "01"));

        sink.flush(topic.deleted(1, "02"));
        assertThat(sink.query(ROWS)).isEmpty();
        sink.flush(topic.tombstone(1));

        assertThat(sink.query(ROWS)).isEmpty();
        assertThat(sink.query(MARKERS)).containsExactly("1 | 02");
    }

    @Test
    void shouldDeleteByATombstoneAlone() {
        sink.flush(topic.row(1, "a", "01"), topic.row(2, "b", "02"), topic.tombstone(2));
        sink.flush(topic.tombstone(1));

        assertThat(sink.query(ROWS)).isEmpty();
        assertThat(sink.query(MARKERS)).containsExactly("1 | 01", "2 | 02");
    }

    @Test
    void shouldRefuseALateOlderRow() {
        sink.flush(topic.row(1, "new", "05"), topic.row(2, "newer", "05"));

        sink.flush(topic.row(1, "old", "04"), topic.row(2, "newest", "06"));

        assertThat(sink.query(ROWS)).containsExactly("1 | new", "2 | newest");
    }

    @Test
    void shouldApplyALaterRowOfTheSamePosition() {
        sink.flush(topic.row(1, "first", "05"));
        sink.flush(topic.row(1, "second", "05"));

        assertThat(sink.query(ROWS)).containsExactly("1 | second");
    }

    @Test
    void shouldNotResurrectADeletedRow() {
        sink.flush(topic.row(1, "a", "01"), topic.deleted(1, "05"), topic.tombstone(1));

        sink.flush(topic.row(1, "late", "04"));
        assertThat(sink.query(ROWS)).isEmpty();
        sink.flush(topic.row(1, "reborn", "06"));

        assertThat(sink.query(ROWS)).containsExactly("1 | reborn");
        assertThat(sink.query(MARKERS)).isEmpty();
    }

    @Test
    void shouldNotResurrectARowWhoseDeleteCameFirst() {
        sink.flush(topic.deleted(1, "05"), topic.tombstone(1));
        sink.flush(topic.row(1, "late", "04"));

        assertThat(sink.query(ROWS)).isEmpty();
    }

    @Test
    void shouldKeepANewerRowWhenALateDeleteAndItsTombstoneArrive() {
        sink.flush(topic.row(1, "moved", "09"));

        sink.flush(topic.deleted(1, "05"));
        sink.flush(topic.tombstone(1));

        assertThat(sink.query(ROWS)).containsExactly("1 | moved");
        assertThat(sink.query(MARKERS)).isEmpty();
    }

    @Test
    void shouldKeepARowThatCameBetweenADeleteAndItsTombstone() {
        sink.flush(topic.row(1, "a", "01"), topic.deleted(1, "05"), topic.row(1, "moved", "09"), topic.tombstone(1));
        assertThat(sink.query(ROWS)).containsExactly("1 | moved");

        sink.flush(topic.tombstone(1));
        assertThat(sink.query(ROWS)).isEmpty();
    }

    @Test
    void shouldApplyARowWithoutAPosition() {
        sink.flush(topic.row(1, "a", "05"));
        sink.flush(topic.row(1, "b", null));

        assertThat(sink.query(ROWS)).containsExactly("1 | b");
    }

    @Test
    void shouldIgnoreATombstoneBeforeThereIsATable() {
        sink.flush(topic.tombstone(1));

        assertThat(sink.query("SELECT next_offset FROM tributary_offsets")).containsExactly("1");
        assertThat(sink.reported).isEmpty();
    }

    @Test
    void shouldWriteOneKeyInsertedDeletedAndInsertedAgainInOneTransactionAndAcross() {
        for (int round = 0; round < 5; round++) {
            sink.flush(
                    topic.row(1, "a", "0" + round),
                    topic.deleted(1, "0" + round),
                    topic.row(1, "b" + round, "0" + round));
            assertThat(sink.query(ROWS)).containsExactly("1 | b" + round);
            sink.flush(topic.deleted(1, "0" + round));
            assertThat(sink.query(ROWS)).isEmpty();
        }
    }

    @Test
    void shouldOrderByOffsetWhereRowsHaveNoPosition() {
        Schema plain = SchemaBuilder.struct()
                .field("bonus_id", Schema.INT64_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .build();

        sink.flush(
                topic.record(
                        Map.of("bonus_id", 1L),
                        plain,
                        new Struct(plain).put("bonus_id", 1L).put("name", "a")),
                topic.record(
                        Map.of("bonus_id", 2L),
                        plain,
                        new Struct(plain).put("bonus_id", 2L).put("name", "b")));
        sink.flush(
                topic.record(
                        Map.of("bonus_id", 1L),
                        plain,
                        new Struct(plain).put("bonus_id", 1L).put("name", "c")),
                topic.tombstone(2));

        assertThat(sink.query(ROWS)).containsExactly("1 | c");
        assertThat(sink.query("SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1"))
                .isEqualTo(List.of("hr_bonuses", "tributary_offsets"));
    }
}
