package dev.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

@org.jspecify.annotations.NullUnmarked // JUnit calls the set-up before anything else
class DynamoDbSourceTaskTest {
    @TempDir
    static Path folder;

    private static LocalDynamoDb dynamo;
    private DynamoDbHarness harness;

    @BeforeAll
    static void start() throws Exception {
        dynamo = LocalDynamoDb.start(folder);
    }

    @AfterAll
    static void stop() {
        dynamo.close();
    }

    @BeforeEach
    void createTable() {
        dynamo.createTrades(StreamViewType.NEW_AND_OLD_IMAGES);
        harness = new DynamoDbHarness(dynamo.url);
    }

    @AfterEach
    void dropTable() {
        harness.close();
        dynamo.client.deleteTable(request -> request.tableName("trades"));
    }

    @Test
    void shouldReadTheTableAsItStandsAndThenEveryChange() throws Exception {
        for (int id = 0; id < 7; id++) {
            dynamo.put("NYSE", id, id + ".5");
        }
        dynamo.delete("NYSE", 6);
        assertThat(harness.run().take("dynamo.trades"))
                .as("what was before the scan is not told twice")
                .containsExactlyInAnyOrder(
                        "NYSE,0 r@0 - > NYSE,0,0.5000000000",
                        "NYSE,1 r@0 - > NYSE,1,1.5000000000",
                        "NYSE,2 r@0 - > NYSE,2,2.5000000000",
                        "NYSE,3 r@0 - > NYSE,3,3.5000000000",
                        "NYSE,4 r@0 - > NYSE,4,4.5000000000",
                        "NYSE,5 r@0 - > NYSE,5,5.5000000000");

        dynamo.put("NYSE", 7, "7");
        dynamo.put("NYSE", 0, "0.25");
        dynamo.delete("NYSE", 1);

        assertThat(harness.run().take("dynamo.trades"))
                .containsExactly(
                        "NYSE,7 c@1 - > NYSE,7,7.0000000000",
                        "NYSE,0 u@1 NYSE,0,0.5000000000 > NYSE,0,0.2500000000",
                        "NYSE,1 d@1 NYSE,1,1.5000000000 > -",
                        "NYSE,1 tombstone");
    }

    @Test
    void shouldTellWhatChangesWhileItScansBehindTheScan() throws Exception {
        for (int id = 0; id < 6; id++) {
            dynamo.put("NYSE", id, "1");
        }
        harness.run(2);
        dynamo.put("NYSE", 0, "2");
        dynamo.delete("NYSE", 5);

        List<String> told = harness.restart().run().take("dynamo.trades");

        assertThat(told)
                .containsSubsequence(
                        "NYSE,0 r@0 - > NYSE,0,1.0000000000", "NYSE,0 u@1 NYSE,0,1.0000000000 > NYSE,0,2.0000000000")
                .endsWith("NYSE,5 d@1 NYSE,5,1.0000000000 > -", "NYSE,5 tombstone")
                .filteredOn(line -> line.contains(" r@"))
                .as("each key once, though the scan was interrupted; the last was gone")
                .hasSize(5);
    }

    @Test
    void shouldGoOnWhereItWasThoughChangesWereMadeMeanwhile() throws Exception {
        dynamo.put("NYSE", 1, "1");
        harness.run();
        dynamo.put("NYSE", 1, "2");
        harness.run().restart();
        dynamo.put("NYSE", 1, "3");
        dynamo.delete("NYSE", 1);
        harness.records.clear();

        assertThat(harness.run().take("dynamo.trades"))
                .containsExactly(
                        "NYSE,1 u@1 NYSE,1,2.0000000000 > NYSE,1,3.0000000000",
                        "NYSE,1 d@1 NYSE,1,3.0000000000 > -",
                        "NYSE,1 tombstone");
    }

    @Test
    void shouldFollowAnEmptyTable() throws Exception {
        assertThat(harness.run().take("dynamo.trades")).isEmpty();
        harness.restart();
        dynamo.put("NYSE", 1, "1");

        assertThat(harness.run().take("dynamo.trades")).containsExactly("NYSE,1 c@1 - > NYSE,1,1.0000000000");
    }

    @Test
    void shouldPutAnItemThatDoesNotFitAsideAndGoOn() throws Exception {
        dynamo.put("NYSE", 1, "0.12345678901");
        dynamo.put("NYSE", 2, "2");
        harness.run();
        Map<String, AttributeValue> wrong = new HashMap<>(LocalDynamoDb.tradeKey("NYSE", 3));
        wrong.put("price", AttributeValue.fromL(List.of()));
        dynamo.client.putItem(request -> request.tableName("trades").item(wrong));
        dynamo.put("NYSE", 4, "4");
        harness.run();

        List<SourceRecord> letters = harness.records.stream()
                .filter(record -> record.topic().equals("dynamo.dead-letters"))
                .toList();
        assertThat(letters)
                .extracting(letter -> letter.headers().lastWithName("reason").value())
                .containsExactly(
                        "the column price has a value that is no decimal(38,10)",
                        "the column price has a value of type L, which is no decimal(38,10)");
        assertThat(letters.get(0).value()).isEqualTo("{\"exchange\":\"NYSE\",\"id\":1,\"price\":0.12345678901}");
        assertThat(harness.take("dynamo.trades"))
                .containsExactly("NYSE,2 r@0 - > NYSE,2,2.0000000000", "NYSE,4 c@1 - > NYSE,4,4.0000000000");
    }

    @Test
    void shouldBeginAnewInAHigherEpochWithRowsThatBeatAllBefore() throws Exception {
        dynamo.put("NYSE", 1, "1");
        harness.run();
        dynamo.put("NYSE", 1, "2");
        harness.run().restart();
        harness.records.clear();

        harness.with("table.trades.epoch", "1").run();
        dynamo.put("NYSE", 1, "3");

        assertThat(harness.run().take("dynamo.trades"))
                .containsExactly(
                        "NYSE,1 u@65536 - > NYSE,1,2.0000000000",
                        "NYSE,1 u@65537 NYSE,1,2.0000000000 > NYSE,1,3.0000000000");
        harness.restart().with("table.trades.epoch", "0");
        assertThatThrownBy(harness::run).isInstanceOf(ConfigException.class).hasMessageContaining("was 1 before");
    }

    @Test
    void shouldStopWhenTheTableHasAnotherStreamThanBefore() throws Exception {
        harness.run().restart();
        dynamo.client.deleteTable(request -> request.tableName("trades"));
        dynamo.createTrades(StreamViewType.NEW_IMAGE);

        assertThatThrownBy(harness::run)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("another stream")
                .hasMessageContaining("table.trades.epoch = 1");
    }

    @Test
    void shouldSayWhatIsWrongWithTheTable() {
        assertThatThrownBy(() ->
                        harness.with("table.trades.columns", "exchange string").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[exchange, id]");
        harness.restart().with("tables", "other").with("tables.of.task", "other");
        harness.with("table.other.columns", "id string").settings.remove("table.trades.columns");
        assertThatThrownBy(harness::run).hasMessageContaining("table other: there is none of that name");
    }

    @Test
    void shouldRefuseAStreamThatTellsNoRows() {
        dynamo.client.deleteTable(request -> request.tableName("trades"));
        dynamo.createTrades(StreamViewType.KEYS_ONLY);

        assertThatThrownBy(harness::run).hasMessageContaining("its stream tells KEYS_ONLY");
    }

    @Test
    void shouldKeepTheWholeItemAsADocument() throws Exception {
        Map<String, AttributeValue> item = new HashMap<>(LocalDynamoDb.tradeKey("NYSE", 1));
        item.put("big", AttributeValue.fromN("12345678901234567890.123456789"));
        item.put("tags", AttributeValue.fromSs(List.of("b", "a")));
        dynamo.client.putItem(request -> request.tableName("trades").item(item));

        harness.with("table.trades.document", "document").run();

        Struct row = ((Struct) harness.records.stream()
                        .filter(record -> record.topic().equals("dynamo.trades"))
                        .findFirst()
                        .orElseThrow()
                        .value())
                .getStruct("after");
        assertThat(Objects.requireNonNull(row).getString("document"))
                .isEqualTo(
                        "{\"big\":12345678901234567890.123456789,\"exchange\":\"NYSE\",\"id\":1,\"tags\":[\"a\",\"b\"]}");
    }
}
