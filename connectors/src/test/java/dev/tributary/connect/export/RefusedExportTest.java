package dev.tributary.connect.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedExportTest {
    private static final String[] ROWS = {"id,name", "1,one", "2,two", "3,three", "4,four"};

    @TempDir
    Path folder;

    private ExportHarness source;

    @BeforeEach
    void importTheFirst() throws Exception {
        source = new ExportHarness(folder);
        source.gzip("20201230_V0001", ROWS);
        source.run();
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private interface Damage {
        void write(ExportHarness source) throws IOException;
    }

    static Stream<Arguments> damaged() {
        return Stream.of(
                damage("cut off", source -> {
                    source.gzip("20201230_V0002", ROWS);
                    Path file = source.file("20201230_V0002", "orders.csv.gz");
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length - 12));
                }),
                damage("damaged", source -> {
                    source.gzip("20201230_V0002", ROWS);
                    Path file = source.file("20201230_V0002", "orders.csv.gz");
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length - 6] ^= 1;
                    Files.write(file, bytes);
                }),
                damage("not unique", "id,name", "1,one", "2,two", "2,two", "3,three", "4,four"),
                damage("not unique", "id,name", "1,one", "2,two", "3,three", "4,four", "9,a", "9,b"),
                damage("no value in the key", "id,name", "1,one", "2,two", "3,three", ",secret"),
                damage("lacks [id]", "no,name", "1,one"),
                damage("3 of 4 rows would be deleted", "id,name", "1,one"),
                damage("4 of 4 rows would be deleted", "id,name"),
                damage("line", "id,name", "1,one", "2,two", "3,three,secret", "4,four"),
                damage("do not fit", "id,name", "1,one", "2,\"secret"),
                damage("no header", ""),
                damage("twice", "id,name,NAME", "1,one,secret"),
                damage(
                        "Parquet file is cut off",
                        source -> Files.writeString(source.file("20201230_V0002", "orders.parquet"), "PAR1 cut off")),
                damage(
                        "unknown format",
                        source -> Files.writeString(source.file("20201230_V0002", "orders.xlsx"), "x")),
                damage(
                        "not JSON",
                        source -> Files.writeString(
                                source.file("20201230_V0002", "orders.ndjson"), "{\"id\":1,\"name\":\"secret\"\n")),
                damage(
                        "new name",
                        source -> Files.writeString(
                                source.file("20201230_V0002", "orders.ndjson"),
                                "{\"id\":1}\n{\"id\":2,\"name\":\"secret\"}\n")),
                damage(
                        "UTF-8",
                        source -> Files.write(
                                source.file("20201230_V0002", "orders.csv"),
                                "id,name\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static Arguments damage(String reason, Damage damage) {
        return Arguments.of(reason, damage);
    }

    private static Arguments damage(String reason, String... lines) {
        return damage(reason, source -> source.gzip("20201230_V0002", lines));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("damaged")
    void shouldPublishNothingOfABadExportAndSayWhy(String reason, Damage damage) throws Exception {
        int before = source.changes().size();
        damage.write(source);

        source.run();

        assertThat(source.state("20201230_V0002")).isEqualTo("REFUSED");
        assertThat(source.reason("20201230_V0002")).contains(reason).doesNotContain("secret", "three");
        assertThat(source.changes()).hasSize(before);
    }

    @Test
    void shouldCompareTheNextGoodExportWithTheLastGoodOne() throws Exception {
        source.gzip("20201230_V0002", "id,name", "1,ONE", "1,twice");
        source.gzip("20201230_V0003", "id,name", "1,one", "2,two", "3,three", "4,FOUR");

        source.run();

        assertThat(source.changes().subList(4, source.changes().size()))
                .containsExactly("4 u@20201230.3 4,four > 4,FOUR");
    }

    @Test
    void shouldTakeARefusedExportOnceItsFilesAreReplaced() throws Exception {
        source.gzip("20201230_V0002", "id,name");
        source.run();

        source.gzip("20201230_V0002", "id,name", "1,one", "2,two", "3,three", "4,vier");
        source.run();

        assertThat(source.state("20201230_V0002")).isEqualTo("DONE");
        assertThat(source.changes().subList(4, source.changes().size()))
                .containsExactly("4 u@20201230.2 4,four > 4,vier");
    }

    @Test
    void shouldRefuseAVersionThatIsNotNewerThanTheLastAndOneThatIsNoVersion() throws Exception {
        source.gzip("20201229_V0009", ROWS);
        source.gzip("2020-12-30_v1", ROWS);
        source.gzip("latest", ROWS);

        source.run();

        assertThat(source.changes()).hasSize(4);
        assertThat(source.reason("20201229_V0009")).contains("not newer than 20201230_V0001");
        assertThat(source.reason("2020-12-30_v1")).contains("not newer than 20201230_V0001");
        assertThat(source.reason("latest")).contains("version.pattern");
        int told = source.records.size();
        assertThat(source.restart().run().records.stream().skip(told))
                .allMatch(record -> String.valueOf(record.key()).endsWith("latest"));
    }

    @Test
    void shouldDeleteWhatTheLimitOfTheTableAllows() throws Exception {
        source.restart().with("table.orders.delete.limit", "1");
        source.gzip("20201230_V0002", "id,name", "1,one");

        source.run();

        assertThat(source.changes()).hasSize(4 + 2 * 3);
    }

    @Test
    void shouldRefuseAValueThatItsTypeCannotHoldWithoutTellingIt() throws Exception {
        source.restart()
                .with("table.orders.columns", "id long, name decimal(4,2)")
                .with("table.orders.delete.limit", "1");
        source.gzip("20201230_V0002", "id,name", "0,1.234", "1,1");

        source.run();

        assertThat(source.reason("20201230_V0002"))
                .contains("name", "decimal(4,2)")
                .doesNotContain("1.234");
    }

    @Test
    void shouldNotGoOnWithAnImportWhoseFilesWereReplaced() throws Exception {
        source.gzip("20201230_V0002", "id,name", "1,a", "2,b", "3,c", "4,d");
        source.with("batch.size", "1").restart().run(3).restart();
        Path work = folder.resolve("work");
        source.with("work.dir", work.resolveSibling("another").toString());

        source.gzip("20201230_V0002", "id,name", "1,x", "2,b", "3,c", "4,d");
        int before = source.changes().size();
        source.run();

        assertThat(source.changes()).hasSize(before);
        assertThat(source.reason("20201230_V0002")).contains("after 2 changes", "no longer those");
        source.restart().with("work.dir", work.toString()).run();
        assertThat(source.state("20201230_V0002")).isEqualTo("DONE");
    }
}
