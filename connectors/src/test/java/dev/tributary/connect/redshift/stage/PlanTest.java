package dev.tributary.connect.redshift.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connect.cells.ColumnType;
import dev.tributary.connect.cells.Kind;
import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.TableLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final TableLayout LAYOUT = new TableLayout(
            "t",
            List.of(new Column("id", ColumnType.of(Kind.BIGINT)), new Column("name", ColumnType.of(Kind.VARCHAR))),
            List.of("id"));

    private long offset;

    @Test
    void shouldStageOnlyTheLastRowWhenPositionsRise() {
        assertThat(names(put("a", "1"), put("b", "2"), put("c", "2"))).containsExactly("c");
    }

    @Test
    void shouldStageARowBehindWhichOnlyOlderOnesCome() {
        assertThat(names(put("a", "3"), put("b", "1"), put("c", "2"))).containsExactly("c", "a");
    }

    @Test
    void shouldStageNothingBeforeARowWithoutAPosition() {
        assertThat(names(put("a", "9"), put("b", null), put("c", "1"))).containsExactly("c");
    }

    @Test
    void shouldStageARowThatAnOlderDeleteFollows() {
        assertThat(names(put("a", "3"), Change.deletedRow(List.of(7L), "1"), Change.tombstone(List.of(7L))))
                .containsExactly("a");
    }

    @Test
    void shouldStageTheKeyAloneWhenTheRowIsDeleted() {
        assertThat(names(put("a", "1"), Change.deletedRow(List.of(7L), "2"))).containsExactly("(key)");
    }

    @Test
    void shouldWriteNullAsAMarkThatNoTextEquals(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lines.csv.gz");
        Plan plan = new Plan(LAYOUT, List.of(List.of(entry(put("\\N", "1"))), List.of(entry(put(null, "1")))));

        String options = CsvFile.exact().write(plan, file);

        assertThat(options).contains("NULL AS '\\NN'");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("1,0,true,7,\"\\N\"\n2,1,true,7,\\NN\n");
        }
    }

    private static Change put(@Nullable String name, @Nullable String position) {
        return Change.put(List.of(7L), new @Nullable Object[] {7L, name}, position);
    }

    private Entry entry(Change change) {
        return new Entry(new SinkRecord("t", 0, null, null, null, null, offset++), change);
    }

    private List<String> names(Change... changes) {
        List<Entry> entries = new ArrayList<>();
        for (Change change : changes) {
            entries.add(entry(change));
        }
        return new Plan(LAYOUT, List.of(entries))
                .lines().stream()
                        .map(line -> {
                            @Nullable Object[] row = line.row();
                            return row == null ? "(key)" : String.valueOf(row[1]);
                        })
                        .toList();
    }
}
