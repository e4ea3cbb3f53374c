package dev.tributary.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.ExitCode;
import dev.tributary.local.Eventually;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The official connector, unmodified, with its shipped configurations against the double. */
@Timeout(180)
class SnowflakeSinkTest {

    private static final String SHIPPED = "snowflake-payroll-sink";
    private static final List<String> TOPICS = List.of("history", "random", "killed", "faults", "bad");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static SinkStand stand;
    private static BonusRows rows;

    @BeforeAll
    static void start() throws Exception {
        stand = SinkStand.start(folder);
        rows = stand.rows();
        for (String topic : TOPICS) {
            stand.prepare(topic);
        }
        stand.worker().connectors().run(SHIPPED, stand.config(SHIPPED, TOPICS));
    }

    @AfterAll
    static void stop() throws Exception {
        rows.close();
        stand.close();
    }

    @AfterEach
    void shouldHaveUnderstoodEverything() {
        assertThat(stand.snowflake().journal().problems()).isEmpty();
    }

    @Test
    void shouldShowTheLatestUndeletedRowOfEachKey() throws Exception {
        rows.upsert("history", 1, "Ada Brøgger", "20.50", 1);
        rows.upsert("history", 2, "late", "2.00", 9);
        rows.upsert("history", 3, "Gone", "3.00", 1);
        rows.upsert("history", 4, null, null, 1);
        rows.upsert("history", 5, "Back", "5.00", 1);
        rows.upsert("history", 1, "Ada Brøgger", "100.00", 2);
        // an older version that comes after the newer one
        rows.upsert("history", 2, "early", "1.00", 3);
        rows.delete("history", 3, 4);
        rows.delete("history", 5, 5);
        rows.upsert("history", 5, "Back again", "-0.01", 6);
        rows.tombstone("history", 6);
        rows.flush();

        stand.awaitLanded("history", 10);

        List<List<Object>> expected = List.of(
                row(1, "Ada Brøgger", "100.00"),
                row(2, "late", "2.00"),
                Arrays.asList(new BigDecimal(4), null, null),
                row(5, "Back again", "-0.01"));
        assertThat(stand.current("history")).isEqualTo(expected);
        assertThat(stand.open("history")).isEqualTo(expected);
        assertThat(stand.query("SELECT * FROM history WHERE BONUS_ID IS NULL"))
                .as("rows made of tombstones")
                .isEmpty();
        // the comparison can fail
        stand.execute("UPDATE history SET BONUS = BONUS + 0.01 WHERE __POSITION = '00000006'");
        assertThat(stand.current("history")).isNotEqualTo(expected);
        assertThat(stand.open("history")).isNotEqualTo(expected);
    }

    private static List<Object> row(long id, String name, String bonus) {
        return List.of(new BigDecimal(id), name, new BigDecimal(bonus));
    }

    @Test
    void shouldEqualAPlainMapAfterARandomHistory() throws Exception {
        long seed = System.nanoTime();
        RandomHistory history = new RandomHistory(rows, "random", seed);
        history.play(1000);

        stand.awaitLanded("random", history.landing());

        shouldHoldEachOnce("random", history.landing());
        assertThat(history.left()).as("seed %d", seed).hasSizeGreaterThan(50);
        assertThat(stand.current("random")).as("seed %d", seed).isEqualTo(history.left());
        assertThat(stand.open("random")).as("seed %d", seed).isEqualTo(history.left());
    }

    @Test
    void shouldNeitherLoseNorRepeatARowWhenTheWorkerIsKilledAndTheGroupBeginsAgain() throws Exception {
        rows.insert("killed", 0, 500);
        stand.awaitLanded("killed", 1);
        rows.insert("killed", 500, 1000);
        stand.killAndForget(SHIPPED, "killed");
        rows.insert("killed", 1000, 1500);

        stand.awaitLanded("killed", 1500);

        shouldHoldEachOnce("killed", 1500);
    }

    private static void shouldHoldEachOnce(String table, long count) throws Exception {
        assertThat(stand.records(table)).as("records of Kafka in " + table).isEqualTo(count);
        assertThat(stand.landed(table)).as("rows of " + table).isEqualTo(count);
    }

    @Test
    void shouldRepeatRowsWhenTheOffsetTokensAreForgotten() throws Exception {
        String topic = "forgotten";
        stand.prepare(topic);
        Map<String, String> config = stand.config(SHIPPED, List.of(topic));
        stand.worker().connectors().run(topic, config);
        rows.insert(topic, 0, 20);
        stand.awaitLanded(topic, 20);

        stand.snowflake().faults().forgetTokens(true);
        stand.worker().connectors().delete(topic);
        stand.beginAgain(topic, topic);
        stand.worker().connectors().run(topic, config);
        stand.awaitLanded(topic, 40);
        stand.worker().connectors().delete(topic);
        stand.snowflake().faults().forgetTokens(false);

        assertThat(stand.records(topic)).isEqualTo(20);
    }

    @Test
    void shouldHoldEachRowOnceWhateverFails() throws Exception {
        long count = 0;
        List<Consumer<Faults>> each = List.of(
                faults -> faults.loseReplies(1),
                faults -> faults.refuse(1),
                faults -> faults.mistakeSequencers(1),
                faults -> faults.slowDown(Duration.ofMillis(1500)));
        for (Consumer<Faults> fault : each) {
            fault.accept(stand.snowflake().faults());
            rows.insert("faults", count, count + 100);
            count += 100;
            stand.awaitLanded("faults", count);
            shouldHoldEachOnce("faults", count);
            stand.snowflake().faults().slowDown(Duration.ZERO);
        }
        assertThat(stand.snowflake().faults().delivered()).isEqualTo(3);
        assertThat(stand.worker().connectors().failure(SHIPPED)).isEmpty();
    }

    @Test
    void shouldSendABadRecordToTheDeadLetterTopicAndKeepTheOthers() throws Exception {
        rows.upsert("bad", 7, "Too much for the column", "12345678901.00", 1);
        rows.insert("bad", 10, 20);

        stand.awaitLanded("bad", 10);

        String deadLetters = stand.config(SHIPPED, TOPICS).getOrDefault("errors.deadletterqueue.topic.name", "");
        Eventually.isTrue("one dead letter", () -> stand.recordsOf(deadLetters) == 1);
        shouldHoldEachOnce("bad", 10);
    }

    @Test
    void shouldKeepWholeDocumentsWithoutSchematization() throws Exception {
        String shipped = "snowflake-payroll-raw-sink";
        stand.createTopic("raw");
        stand.worker().connectors().run(shipped, stand.config(shipped, List.of("raw")));
        rows.upsert("raw", 1, "Ada", "100.00", 1);
        rows.delete("raw", 2, 1);
        rows.flush();

        stand.awaitLanded("raw", 2);
        stand.worker().connectors().delete(shipped);

        assertThat(
                        stand.query(
                                "SELECT CAST(RECORD_CONTENT->>'bonus_id' AS BIGINT), RECORD_CONTENT->>'full_name',"
                                        + " CAST(RECORD_CONTENT->>'bonus' AS DECIMAL(12,2)), RECORD_METADATA->>'key' FROM raw ORDER BY 1"))
                .containsExactly(
                        List.of(1L, "Ada", new BigDecimal("100.00"), "{\"bonus_id\":1}"),
                        Arrays.asList(2L, null, null, "{\"bonus_id\":2}"));
    }

    @Test
    void shouldFindNothingWrongUntilTheTopicIsMadeAnew() throws Exception {
        String topic = "topic_payroll_complete";
        stand.prepareShipped();
        Map<String, String> config = stand.config(SHIPPED, List.of(topic));
        config.put("snowflake.topic2table.map", topic + ":PAYROLL_COMPLETE");
        stand.worker().connectors().run(StandCheck.NAME, config);
        rows.insertComplete(topic, 20);
        stand.awaitLanded("payroll_complete", 20);

        awaitSaid(
                config,
                ExitCode.OK,
                "subject topic_payroll_complete-value: takes the output's schema",
                "connector checked: configuration is valid",
                "connector checked: RUNNING, 1 task",
                "connector checked: 2 offsets lie within the topic",
                "channel: 2 offsets lie within the topic");

        stand.remake(topic);
        rows.insertComplete(topic, 1);

        awaitSaid(
                config,
                ExitCode.FALSE,
                "FAIL connector checked: has committed no offset of topic_payroll_complete-",
                "FAIL channel: its next record of topic_payroll_complete-",
                "would be passed over without an error");
        assertThat(stand.landed("payroll_complete"))
                .as("the new record was passed over")
                .isEqualTo(20);
        stand.worker().connectors().delete(StandCheck.NAME);
    }

    private static void awaitSaid(Map<String, String> config, ExitCode code, String... lines) throws Exception {
        Map<TopicPartition, Long> tokens = stand.tokens("topic_payroll_complete", "payroll_complete");
        Eventually.isTrue("check says " + List.of(lines), () -> {
            StandCheck.Said said = stand.check().look(config, tokens);
            return said.code() == code && Stream.of(lines).allMatch(said.text()::contains);
        });
    }

    @Test
    void shouldSayWhyTheConnectorMayNotSignIn() throws Exception {
        Map<String, String> stranger = stand.config(SHIPPED, TOPICS);
        String key = stand.otherKey();
        stranger.put("snowflake.private.key", key);
        Map<String, String> nobody = stand.config(SHIPPED, TOPICS);
        nobody.put("snowflake.role.name", "NOBODY");

        assertThat(stand.check().look(stranger, Map.of()).text())
                .containsPattern("FAIL .*checked.properties:\\d+: snowflake.private.key: Cannot connect to Snowflake")
                .doesNotContain(key);
        assertThat(stand.check().look(nobody, Map.of()).text())
                .contains("a snowflake.role.name that does not exist or is not granted to the user");
        stand.snowflake().grants().withdraw(Grants.Right.USE_DATABASE, true);
        assertThat(stand.check().look(stand.config(SHIPPED, TOPICS), Map.of()).text())
                .containsPattern("FAIL .*: snowflake.database.name.* does not exist .*the role has no USAGE on it");
        stand.snowflake().grants().withdraw(Grants.Right.USE_DATABASE, false);
    }

    @Test
    void shouldSayThatTheRoleHasNoRightOnTheTable() throws Exception {
        String topic = "ungranted";
        stand.prepare(topic);
        Map<String, String> config = stand.config(SHIPPED, List.of(topic));
        stand.snowflake().grants().withdraw(Grants.Right.CREATE_TABLE, true);

        for (String[] privileges : new String[][] {{}, {"SELECT"}}) {
            stand.snowflake().grants().onTable(topic, privileges);
            String missing = privileges.length == 0 ? "no right on it" : "no INSERT on it";
            stand.worker().connectors().submit(StandCheck.NAME, config);
            Eventually.isTrue(
                    "the task fails",
                    () -> stand.worker().connectors().failure(StandCheck.NAME).isPresent());
            assertThat(stand.check().look(config, Map.of()).text())
                    .containsPattern("FAIL connector checked task 0: FAILED: .*" + missing);
            stand.worker().connectors().delete(StandCheck.NAME);
        }
        stand.snowflake().grants().withdraw(Grants.Right.CREATE_TABLE, false);
    }
}
