package dev.tributary.local.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.bigquery.Faults.Fault;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which row wins, and what faults of BigQuery do to rows and offsets. */
@Timeout(60)
class BigQuerySinkTest {

    @TempDir
    Path folder;

    private final Orders orders = new Orders();
    private Stand sink;

    @BeforeEach
    void start() throws Exception {
        sink = Stand.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        assertThat(sink.bigQuery.problems()).isEmpty();
    }

    @Test
    void shouldKeepTheNewestRowOfAKeyWhateverTheOrderOfArrival() throws Exception {
        sink.put(orders.row(1, "newest", 30), orders.row(2, "two", 10));
        sink.put(orders.row(1, "older", 20), orders.row(1, "oldest", 10));

        assertThat(sink.items()).containsExactly("1 | newest", "2 | two");
    }

    @Test
    void shouldLetTheLaterOffsetWinBetweenEqualPositions() throws Exception {
        SinkRecord first = orders.row(1, "first", 10);
        SinkRecord second = orders.row(1, "second", 10);
        sink.put(first, second);
        sink.restart();
        sink.put(first);

        assertThat(sink.items()).containsExactly("1 | second");
    }

    @Test
    void shouldKeepADeletedRowDeadWhenAnOlderOneComesLate() throws Exception {
        sink.put(orders.row(1, "alive", 10), orders.deleted(1, 20), orders.tombstone(1));
        sink.put(orders.row(1, "late", 15));

        assertThat(sink.items()).isEmpty();
        assertThat(sink.reported).isEmpty();
    }

    @Test
    void shouldNotLetTheTombstoneOfALateDeleteTouchANewerRow() throws Exception {
        sink.put(orders.row(1, "newer", 30), orders.deleted(1, 20), orders.tombstone(1));

        assertThat(sink.items()).containsExactly("1 | newer");
        assertThat(sink.reported).isEmpty();
    }

    @Test
    void shouldBringADeletedRowBackOnceBigQueryHasForgottenTheDelete() throws Exception {
        sink.put(orders.row(1, "alive", 10), orders.deleted(1, 20), orders.tombstone(1));
        sink.bigQuery.forgetDeletes("orders");
        sink.put(orders.row(1, "two days late", 15));

        assertThat(sink.items()).containsExactly("1 | two days late");
    }

    @Test
    void shouldReportATombstoneThatNoDeletedRowPrecedes() throws Exception {
        sink.put(orders.row(1, "one", 10), orders.tombstone(1));

        assertThat(sink.items()).containsExactly("1 | one");
        assertThat(sink.reasons)
                .singleElement()
                .asString()
                .contains("offset 1", "orders", "__deleted", "position.field");
    }

    @Test
    void shouldDeleteByTombstoneWhereOffsetsDecide() throws Exception {
        sink.restart("position.field", "");
        sink.put(orders.row(1, "newer", 30), orders.row(1, "older", 20), orders.row(2, "two", 1), orders.tombstone(2));

        assertThat(sink.items()).containsExactly("1 | older");
        assertThat(sink.reported).isEmpty();
    }

    @Test
    void shouldStopWithAWayOutWhenPositionsAreTooLongForBigQuery() throws Exception {
        String chain = ("d7fffp" + "f".repeat(16) + "p" + "f".repeat(16) + "a0").repeat(2);
        SinkRecord row = orders.record(1, Orders.struct(Orders.ROW, 1, chain).put("item", "one"));

        assertThatThrownBy(() -> sink.put(row))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll(Orders.TOPIC, "example.orders", "position.field");

        sink.restart("position.field", "");
        sink.put(row);
        assertThat(sink.items()).containsExactly("1 | one");
    }

    @Test
    void shouldReportARowWhosePositionIsMissingOrForeign() throws Exception {
        sink.put(
                orders.record(1, Orders.struct(Orders.ROW, 1, null)),
                orders.record(2, Orders.struct(Orders.ROW, 2, "2026-01-01")),
                orders.row(3, "three", 1));

        assertThat(sink.items()).containsExactly("3 | three");
        assertThat(sink.reasons).hasSize(2).allMatch(reason -> reason.contains("position.field"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"PERMISSION_DENIED"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldWriteEachRowOnceWhateverFaultPasses(Fault fault) throws Exception {
        sink.put(orders.row(1, "one", 10));
        sink.bigQuery.faults().add(fault);
        sink.bigQuery.faults().add(fault);
        sink.put(orders.row(1, "one more", 20), orders.row(2, "two", 30));

        assertThat(sink.items()).containsExactly("1 | one more", "2 | two");
        assertThat(sink.bigQuery.faults().delivered()).isEqualTo(2);
    }

    @Test
    void shouldCommitNothingOfAnOutageAndGoOnAfterIt() throws Exception {
        sink.restart("append.retry.ms", "0");
        sink.put(orders.row(1, "one", 10));
        List<SinkRecord> second = List.of(orders.row(2, "two", 20), orders.row(3, "three", 30));
        sink.bigQuery.faults().add(Fault.RESOURCE_EXHAUSTED);

        assertThatThrownBy(() -> sink.put(second)).isInstanceOf(RetriableException.class);
        assertThat(sink.commit(3)).isEqualTo(1);

        sink.put(second);
        assertThat(sink.commit(3)).isEqualTo(3);
        assertThat(sink.items()).hasSize(3);
    }

    @Test
    void shouldStopWithTheTableNamedWhenTheAccountMayNotWrite() {
        sink.bigQuery.faults().add(Fault.PERMISSION_DENIED);

        assertThatThrownBy(() -> sink.put(orders.row(1, "one", 10)))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("local.example.orders", "PERMISSION_DENIED", "updateData");
    }

    @Test
    void shouldHoldTheOffsetOfADeletedRowUntilItsTombstoneIsThere() {
        sink.put(orders.row(1, "one", 10), orders.deleted(1, 20));
        assertThat(sink.commit(2)).isEqualTo(1);

        sink.put(orders.tombstone(1));
        assertThat(sink.commit(3)).isEqualTo(3);
    }

    @Test
    void shouldSendOnlyTheRowsThatBigQueryRefusesToTheDeadLetters() throws Exception {
        Schema json =
                SchemaBuilder.string().name("io.debezium.data.Json").optional().build();
        sink.put(
                orders.with(json, 1, "{\"a\": 1}", 10),
                orders.with(json, 2, "{secret", 20),
                orders.with(json, 3, null, 30));

        assertThat(sink.query("SELECT id, more FROM orders ORDER BY id")).containsExactly("1 | {\"a\": 1}", "3 | null");
        assertThat(sink.reasons)
                .singleElement()
                .asString()
                .contains("offset 1", "more")
                .doesNotContain("secret");
    }

    @Test
    void shouldStopAtABadRowWithoutDeadLetters() {
        sink.withoutReporter();

        assertThatThrownBy(() -> sink.put(orders.record(1, Orders.struct(Orders.ROW, 1, null))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset 0");
    }

    @Test
    void shouldNotWriteWhatWaitsForAPartitionThatItLost() {
        sink.restart("append.retry.ms", "0");
        sink.bigQuery.faults().add(Fault.RESOURCE_EXHAUSTED);
        assertThatThrownBy(() -> sink.put(orders.row(1, "one", 10))).isInstanceOf(RetriableException.class);

        sink.close(Orders.PARTITION);
        sink.put(List.of());
        assertThat(sink.bigQuery.faults().delivered()).isOne();
    }
}
