package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once: offsets and rows together, whatever is delivered again, by however many tasks. */
class SinkDeliveryTest {
    private static final String ROWS = "SELECT bonus_id, name FROM hr_bonuses ORDER BY 1";

    @TempDir
    Path folder;

    private final Bonuses topic = new Bonuses();

    @Test
    void shouldReturnOnlyOffsetsThatAreInTheFile() {
        try (SinkHarness sink = start()) {
            sink.put(topic.row(1, "a", "01"));
            sink.put(topic.row(2, "b", "02"));

            Map<TopicPartition, OffsetAndMetadata> committed = sink.commit(Bonuses.PARTITION);

            assertThat(committed).containsEntry(Bonuses.PARTITION, new OffsetAndMetadata(2));
            assertThat(sink.query("SELECT connector, topic, partition, next_offset FROM tributary_offsets"))
                    .containsExactly("sink | hr.bonuses | 0 | 2");
        }
    }

    @Test
    void shouldSeekToTheStoredOffsetAndSkipWhatIsDeliveredAgain() {
        SinkRecord first = topic.row(1, "a", "01");
        SinkRecord second = topic.row(1, "b", "02");
        SinkRecord tombstone = topic.tombstone(1);
        SinkRecord again = topic.row(1, "c", "03");
        try (SinkHarness sink = start()) {
            assertThat(sink.seeks).isEmpty();
            sink.flush(first, second, tombstone);
        }

        try (SinkHarness sink = start()) {
            assertThat(sink.seeks).containsEntry(Bonuses.PARTITION, 3L);
            sink.flush(first, second, tombstone, again);
            sink.flush(tombstone);

            assertThat(sink.query(ROWS)).containsExactly("1 | c");
        }
    }

    @Test
    void shouldForgetWhatWasNotCommittedAndReadItAgain() {
        SinkRecord first = topic.row(1, "a", "01");
        SinkRecord second = topic.row(2, "b", "02");
        TopicPartition other = new TopicPartition(Bonuses.TOPIC, 1);
        try (SinkHarness sink = start()) {
            sink.flush(first);
            sink.open(other).put(second);

            sink.close(other);

            assertThat(sink.seeks).containsEntry(Bonuses.PARTITION, 1L);
            sink.flush(second);
            assertThat(sink.query(ROWS)).containsExactly("1 | a", "2 | b");
        }
    }

    @Test
    void shouldStopWhenATopicWasCreatedAnew() {
        try (SinkHarness sink = start()) {
            sink.flush(topic.row(1, "a", "01"), topic.row(2, "b", "02"));
        }
        Bonuses anew = new Bonuses();
        SinkRecord late = anew.row(3, "c", "03")
                .newRecord(Bonuses.TOPIC, 0, null, Map.of("bonus_id", 3L), Bonuses.ROW, null, 5_000L);
        SinkRecord newer =
                new SinkRecord(Bonuses.TOPIC, 0, null, late.key(), null, null, 0, 5_000L, late.timestampType());

        try (SinkHarness sink = start()) {
            assertThatThrownBy(() -> sink.put(newer))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("hr.bonuses-0")
                    .hasMessageContaining("created anew");
        }
    }

    @Test
    void shouldStopWhenAnotherTaskMovedTheOffset() {
        try (SinkHarness sink = start();
                SinkHarness zombie = start()) {
            SinkRecord record = topic.row(1, "a", "01");
            SinkRecord next = topic.row(2, "b", "02");
            sink.flush(record);

            assertThatThrownBy(() -> zombie.flush(next))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("moved by another task");
            assertThat(sink.query(ROWS)).containsExactly("1 | a");
        }
    }

    @Test
    void shouldTryAgainWhenAnotherTransactionIsInTheWay() throws SQLException {
        try (SinkHarness sink = start();
                Connection other = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = other.createStatement()) {
            sink.flush(topic.row(1, "a", "01"));
            other.setAutoCommit(false);
            statement.execute("DELETE FROM hr_bonuses");
            SinkRecord[] records = {topic.row(2, "b", "02"), topic.row(1, "c", "03"), topic.deleted(2, "04")};

            assertThatThrownBy(() -> sink.flush(records)).isInstanceOf(RetriableException.class);
            other.rollback();
            sink.flush(records);

            assertThat(sink.query(ROWS)).containsExactly("1 | c");
            assertThat(sink.query("SELECT __tombstones_due FROM hr_bonuses__deletes"))
                    .containsExactly("1");
        }
    }

    @Test
    void shouldReportABadRecordAndApplyTheGoodOnes() {
        try (SinkHarness sink = start()) {
            sink.flush(
                    topic.row(1, "a", "01"),
                    topic.record(null, Bonuses.ROW, topic.row(9, "secret", "02").value()),
                    topic.record(Map.of("other", 5L), null, null),
                    topic.record(Map.of("bonus_id", "secret"), null, null),
                    topic.record(Map.of("bonus_id", 3L), null, "secret"),
                    topic.row(2, "b", "03"));

            assertThat(sink.query(ROWS)).containsExactly("1 | a", "2 | b", "9 | secret");
            assertThat(sink.reported).hasSize(3);
            assertThat(sink.reasons)
                    .allSatisfy(reason -> assertThat(reason.getMessage())
                            .contains("hr.bonuses-0 offset ", "table hr_bonuses")
                            .doesNotContain("secret"));
            assertThat(sink.query("SELECT next_offset FROM tributary_offsets")).containsExactly("7");
        }
    }

    @Test
    void shouldStopAtABadRecordWhenNobodyTakesIt() {
        try (SinkHarness sink = SinkHarness.withoutReporter(file())) {
            sink.open(Bonuses.PARTITION);
            SinkRecord bad = topic.record(null, null, null);

            assertThatThrownBy(() -> sink.put(bad))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("hr.bonuses-0 offset 0");
        }
    }

    @Test
    void shouldLetManyTasksWriteOneTableOfOneFile() throws Exception {
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (int task = 0; task < 4; task++) {
            int partition = task;
            tasks.add(CompletableFuture.runAsync(() -> load(partition)));
        }
        CompletableFuture.allOf(tasks.toArray(new CompletableFuture<?>[0])).get(120, TimeUnit.SECONDS);

        try (SinkHarness sink = start()) {
            assertThat(sink.query("SELECT count(*), count(DISTINCT bonus_id), min(name), max(name) FROM hr_bonuses"))
                    .containsExactly("400 | 400 | n29 | n29");
            assertThat(sink.query("SELECT partition, next_offset FROM tributary_offsets ORDER BY 1"))
                    .containsExactly("0 | 3000", "1 | 3000", "2 | 3000", "3 | 3000");
        }
    }

    private void load(int partition) {
        Bonuses own = new Bonuses(partition);
        TopicPartition assigned = new TopicPartition(Bonuses.TOPIC, partition);
        try (SinkHarness sink = SinkHarness.start(file())) {
            sink.open(assigned);
            for (int round = 0; round < 30; round++) {
                for (int id = 0; id < 100; id++) {
                    sink.put(own.row(partition * 1_000L + id, "n" + round, String.format("%05d", round)));
                }
                sink.commit(assigned);
            }
        }
    }

    @Test
    void shouldKeepTheFileOpenUntilTheLastTaskStops() {
        SinkHarness first = start();
        try (SinkHarness second = start()) {
            first.close();

            second.flush(topic.row(1, "a", "01"));

            assertThat(second.query(ROWS)).containsExactly("1 | a");
        }
    }

    private SinkHarness start() {
        return SinkHarness.start(file()).open(Bonuses.PARTITION);
    }

    private Path file() {
        return folder.resolve("sink.duckdb");
    }
}
