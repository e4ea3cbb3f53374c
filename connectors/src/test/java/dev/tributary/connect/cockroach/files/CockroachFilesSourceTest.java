package dev.tributary.connect.cockroach.files;

import static dev.tributary.connect.cockroach.files.FilesHarness.deleted;
import static dev.tributary.connect.cockroach.files.FilesHarness.name;
import static dev.tributary.connect.cockroach.files.FilesHarness.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CockroachFilesSourceTest {
    private static final String FIRST = name(1, "a1b2", 0, "orders");
    private static final String SECOND = name(2, "a1b2", 1, "orders") + ".gz";

    @TempDir
    Path folder;

    private FilesHarness source;

    @BeforeEach
    void open() {
        source = new FilesHarness(folder);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void shouldTakeWhatTheFilesTellInTheOrderOfTheirNames() throws Exception {
        source.write(SECOND, row("a", "2.50", 2), deleted("b", 2));
        source.write(FIRST, row("a", "1.10", 1), row("b", "7", 1));

        source.run();

        assertThat(source.changes())
                .containsExactly(
                        "a u@1704967201000000000.0000000000 - > a,u,1.10,null",
                        "b u@1704967201000000000.0000000000 - > b,u,7.00,null",
                        "a u@1704967202000000000.0000000000 - > a,u,2.50,null",
                        "b d@1704967202000000000.0000000000 - > -",
                        "b tombstone");
        assertThat(source.of("crdb.files")).extracting(SourceRecord::key).containsExactly(FIRST, SECOND);
        assertThat(Objects.requireNonNull(source.state(SECOND)).getInt64("lines"))
                .isEqualTo(2);
    }

    @Test
    void shouldTakeAFileWhoseNameComesBeforeOneThatIsTakenAlready() throws Exception {
        source.write(name(5, "ffff", 9, "orders"), row("a", "5.00", 5));
        source.run();
        source.write(FIRST, row("b", "1.00", 1));

        source.run().restart().run();

        assertThat(source.changes()).hasSize(2);
    }

    @Test
    void shouldGoOnInTheMiddleOfAFile() throws Exception {
        source.with("batch.size", "3");
        String[] rows =
                IntStream.range(0, 10).mapToObj(i -> row("k" + i, i + ".00", 1)).toArray(String[]::new);
        source.write(SECOND, rows);

        source.run(2).restart().run();

        assertThat(source.changes())
                .isEqualTo(Arrays.stream(rows)
                        .map(row -> row.substring(row.indexOf("\"id\":\"") + 6, row.indexOf("\",\"total")))
                        .map(id -> id + " u@1704967201000000000.0000000000 - > " + id + ",u," + id.substring(1)
                                + ".00,null")
                        .toList());
    }

    @Test
    void shouldSendABadLineToTheDeadLettersAndGoOn() throws Exception {
        source.write(FIRST, "{\"after\":", row("a", "much", 1), row("a", "\"much\"", 1), "", row("a", "1", 1), "7 7");

        source.run();

        assertThat(source.changes()).hasSize(1);
        List<SourceRecord> letters = source.of("crdb.dead-letters");
        assertThat(letters)
                .extracting(letter -> letter.headers().lastWithName("reason").value() + ", line "
                        + letter.headers().lastWithName("line").value())
                .containsExactly(
                        "the line is not JSON, line 1",
                        "the line is not JSON, line 2",
                        "the column total has a value that is no decimal(12,2), line 3",
                        "the line is not JSON, line 6");
        assertThat(letters.get(0).value()).isEqualTo("{\"after\":");
        assertThat(letters.get(0).headers().lastWithName("file").value()).isEqualTo(FIRST);
        assertThat(Objects.requireNonNull(source.state(FIRST)).getInt64("letters"))
                .isEqualTo(4);
    }

    @Test
    void shouldPublishNothingOfADamagedFileUntilItIsReplaced() throws Exception {
        Path file = source.write(SECOND, row("a", "1", 1), row("b", "1", 1));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        source.write(name(3, "a1b2", 2, "orders"), row("c", "1", 3));

        source.run();
        assertThat(source.changes()).hasSize(1);
        assertThat(Objects.requireNonNull(source.state(SECOND)).getString("reason"))
                .isEqualTo("the gzip file is cut off");

        whole[whole.length - 8]++;
        Files.write(file, whole);
        source.run();
        assertThat(source.changes()).hasSize(1);
        assertThat(Objects.requireNonNull(source.state(SECOND)).getString("reason"))
                .contains("damaged");

        source.write(SECOND, row("a", "1", 1), row("b", "1", 1), row("d", "1", 1));
        source.run();
        assertThat(source.changes()).hasSize(4);
        assertThat(Objects.requireNonNull(source.state(SECOND)).getString("state"))
                .isEqualTo("DONE");
    }

    @Test
    void shouldRefuseWhatIsNoFileOfADeclaredTable() throws Exception {
        String other = name(1, "a1b2", 0, "customers");
        String parquet = FIRST.replace("ndjson", "parquet");
        source.write(other, row("a", "1", 1));
        source.write(parquet, "PAR1");
        source.write("README.md", "hello");

        source.run();

        assertThat(reason(other)).isEqualTo("the table customers is not declared: add it to 'tables'");
        assertThat(reason(parquet)).contains("not .ndjson");
        assertThat(reason("README.md")).contains("no changefeed names a file so");
        assertThat(source.of("crdb.files")).hasSize(3);
    }

    private String reason(String file) {
        Struct state = Objects.requireNonNull(source.state(file));
        assertThat(state.getString("state")).isEqualTo("REFUSED");
        return state.getString("reason");
    }

    @Test
    void shouldTellHowFarTheFeedIsOnceEverythingBeforeIsTaken() throws Exception {
        source.write(FIRST, row("a", "1", 1));
        source.resolved(1);
        source.resolved(2);

        source.run().restart().run();

        List<SourceRecord> progress = source.of("crdb.progress");
        assertThat(progress).hasSize(1);
        assertThat(((Struct) progress.get(0).value()).getString("resolved"))
                .isEqualTo("1704967202000000000.0000000000");
        int row = source.records.indexOf(source.of("crdb.orders").get(0));
        assertThat(source.records.indexOf(progress.get(0))).isGreaterThan(row);
    }

    @Test
    void shouldNotTellProgressPastAFileThatIsRefused() throws Exception {
        String other = name(1, "a1b2", 0, "customers");
        Path refused = source.write(other, row("a", "1", 1));
        source.resolved(2);
        source.run();
        assertThat(source.of("crdb.progress")).isEmpty();

        Files.delete(refused);
        source.run();

        assertThat(source.of("crdb.progress")).hasSize(1);
    }

    @Test
    void shouldForgetFilesThatAreGone() throws Exception {
        Path file = source.write(FIRST, row("a", "1", 1));
        source.run();
        Files.delete(file);

        source.run();

        assertThat(source.offsets).isEmpty();
        assertThat(source.state(FIRST)).isNull();
        assertThat(source.changes()).hasSize(1);
    }

    @Test
    void shouldTakeTheBareRowsOfAQueryByTheTableInTheName() throws IOException, InterruptedException {
        source.write(
                FIRST,
                "{\"id\":\"a\",\"user_id\":\"u\",\"total\":12.3,\"ts\":\"2024-01-11T10:00:00Z\",\"__op\":\"insert\","
                        + "\"crdb_internal_mvcc_timestamp\":\"1704967201000000000.0000000001\"}",
                "{\"id\":\"b\",\"user_id\":null,\"total\":null,\"ts\":null,\"__op\":\"delete\"}");

        source.run();

        assertThat(source.changes())
                .containsExactly(
                        "a c@1704967201000000000.0000000001 - > a,u,12.30,2024-01-11T10:00:00Z",
                        "b d@null - > -",
                        "b tombstone");
    }
}
