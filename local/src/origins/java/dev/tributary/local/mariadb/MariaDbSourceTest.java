package dev.tributary.local.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real MariaDB, Debezium's connector as shipped, the application and DuckDB. */
@Timeout(120)
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the MariaDB in the tests is built for it alone")
class MariaDbSourceTest {
    private static final String JOINED =
            "SELECT bonus_id, employee_id, %s, age, hourly_rate, bonus, email FROM %s ORDER BY bonus_id";
    private static final String APPENDED = "SELECT employee_id, amount, %s FROM %s WHERE employee_id <> 4 ORDER BY 1, 2, 3";
    private static final String DEAD_LETTERS = "tributary-local-dead-letters";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static MariaDbStack stack;
    private static Connection source;
    private static Connection warehouse;

    /** One stack for everything: each start costs many seconds. */
    @BeforeAll
    static void start() throws Exception {
        stack = new MariaDbStack(folder.resolve("data"));
        source = stack.source();
        change(
                TypeCase.table("types"),
                "INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, email) VALUES"
                        + " (1, 'Ada', 'King', 36, '000-00-0001', 31.50, 'a@example.com'),"
                        + " (2, 'Max', 'Born', NULL, '000-00-0002', NULL, NULL)",
                "INSERT INTO bonus VALUES (1, 1, 10.00, now(6)), (2, 2, 20.00, now(6)), (3, 9, 30.00, now(6))",
                "INSERT INTO txns VALUES (1, 1.50, '2024-01-01 10:00:00'), (1, 1.50, '2024-01-01 10:00:00'),"
                        + " (2, 7.00, '2024-01-01 10:00:00.000001')");
        TypeCase.insert(source, 0);
        stack.makeTopics(List.of("mariadb.hr.payroll", "mariadb.hr.bonus", "mariadb.hr.types"), "mariadb.hr.txns");
        stack.read("hr.payroll", "hr.bonus", "hr.txns", "hr.types");
        Eventually.isTrue("the table of types is there", () -> !stack.topics()
                .records("mariadb.hr.types")
                .isEmpty());
        stack.enrich(pipeline(), List.of("topic_payroll_complete", "topic_txns", "topic_types"));
        warehouse = stack.warehouse();
        change("SET time_zone = '+05:30'");
        TypeCase.insert(source, 1000);
    }

    /** The shipped one, and the table of types with the columns that the registry tells. */
    private static Path pipeline() throws Exception {
        String shipped = Files.readString(stack.shipped("config/pipelines/mariadb-payroll.properties"))
                .replace("tables = payroll, bonus, txns", "tables = payroll, bonus, txns, types")
                .replace("outputs = payroll_complete, txns_all", "outputs = payroll_complete, txns_all, types_all");
        return Files.writeString(folder.resolve("pipeline.properties"), shipped + """
                table.types.topic = mariadb.hr.types
                table.types.key = id
                output.types_all.topic = topic_types
                output.types_all.from = types
                output.types_all.fields = types.*
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        // whatever of it has started
        for (Connection each : new Connection[] {source, warehouse}) {
            if (each != null) {
                each.close();
            }
        }
        if (stack != null) {
            stack.stop();
        }
    }

    private static void change(String... statements) throws Exception {
        Answers.execute(source, statements);
    }

    private static void awaitEqual() throws Exception {
        awaitEqual(
                JOINED.formatted("concat(first_name, ' ', last_name)", "bonus JOIN payroll USING (employee_id)"),
                JOINED.formatted("full_name", "topic_payroll_complete"));
        awaitEqual(
                APPENDED.formatted("CAST(ts AS char)", "txns"),
                APPENDED.formatted("strftime(ts, '%Y-%m-%d %H:%M:%S.%f')", "topic_txns"));
    }

    private static void awaitEqual(String asked, String answered) throws Exception {
        List<String> truth = Answers.rows(source, asked);
        assertThat(truth).isNotEmpty();
        try {
            Eventually.isTrue("the warehouse is as the source", () -> truth.equals(current(answered)));
        } catch (AssertionError late) {
            assertThat(current(answered)).isEqualTo(truth);
            throw late;
        }
    }

    private static List<String> current(String query) {
        return Answers.rows(warehouse, query);
    }

    private static int count(String topic) {
        return stack.topics().records(topic).size();
    }

    @Test
    void shouldFollowInsertsUpdatesDeletesNullsAndChangedKeys() throws Exception {
        awaitEqual();

        change(
                "INSERT INTO bonus VALUES (11, 1, 1.00, now(6)), (12, 1, 2.00, now(6)), (13, 2, 3.00, now(6))",
                "UPDATE payroll SET hourly_rate = hourly_rate + 0.01, email = NULL, age = NULL WHERE employee_id = 1",
                "INSERT INTO payroll (employee_id, first_name, last_name, ssn) VALUES (9, 'Late', 'Comer', '0')",
                "DELETE FROM bonus WHERE bonus_id IN (1, 12)",
                "UPDATE bonus SET bonus_id = 30, employee_id = 2 WHERE bonus_id = 3",
                // every key becomes one that the row before it has just left
                "UPDATE bonus SET bonus_id = bonus_id - 1 WHERE bonus_id < 20 ORDER BY bonus_id",
                "REPLACE INTO bonus VALUES (29, 2, 29.29, now(6))",
                "INSERT INTO bonus VALUES (29, 1, 0, now(6)) ON DUPLICATE KEY UPDATE bonus = bonus + 1");

        awaitEqual();
    }

    @Test
    void shouldEndWithTheLastOfSeveralChangesOfOneTransaction() throws Exception {
        change(
                "BEGIN",
                "INSERT INTO bonus VALUES (40, 1, 4.00, now(6)), (41, 1, 4.10, now(6))",
                "UPDATE bonus SET bonus = bonus + 0.01 WHERE bonus_id IN (40, 41)",
                "DELETE FROM bonus WHERE bonus_id = 40",
                "INSERT INTO bonus VALUES (40, 2, 4.02, now(6))",
                "UPDATE bonus SET bonus_id = 42 WHERE bonus_id = 41",
                "UPDATE bonus SET bonus_id = 41 WHERE bonus_id = 40",
                "UPDATE bonus SET bonus_id = 40 WHERE bonus_id = 42",
                "COMMIT");

        awaitEqual();
        assertThat(Answers.rows(source, "SELECT bonus_id, bonus FROM bonus WHERE bonus_id BETWEEN 40 AND 42"))
                .containsExactly("40|4.11", "41|4.02");
    }

    @Test
    void shouldGoOnInTheNextFileOfTheLog() throws Exception {
        change(
                "INSERT INTO bonus VALUES (70, 1, 7.00, now(6))",
                "UPDATE bonus SET bonus = 7.01 WHERE bonus_id = 70",
                "FLUSH BINARY LOGS",
                "UPDATE bonus SET bonus = 7.02 WHERE bonus_id = 70",
                "INSERT INTO txns VALUES (7, 7.00, now(6))",
                "FLUSH BINARY LOGS",
                "FLUSH BINARY LOGS",
                "UPDATE bonus SET bonus = 7.03 WHERE bonus_id = 70",
                "INSERT INTO txns VALUES (7, 7.00, now(6))");

        awaitEqual();
    }

    @Test
    void shouldEmitNothingForAStretchThatIsDeliveredAgain() throws Exception {
        awaitEqual();
        String before = stack.worker().offsets();
        change(
                "INSERT INTO bonus VALUES (50, 1, 5.00, now(6)), (51, 1, 5.10, now(6))",
                "UPDATE bonus SET bonus = 5.11 WHERE bonus_id IN (50, 51)",
                "FLUSH BINARY LOGS",
                "DELETE FROM bonus WHERE bonus_id = 50",
                "UPDATE bonus SET bonus_id = 52 WHERE bonus_id = 51",
                "INSERT INTO txns VALUES (5, 5.00, '2024-01-05 10:00:00'), (5, 5.00, '2024-01-05 10:00:00')");
        awaitEqual();
        int changes = count("mariadb.hr.bonus");
        int bonuses = count("topic_payroll_complete");
        int payments = count("topic_txns");

        stack.worker().goBackTo(before);
        change(
                "INSERT INTO bonus VALUES (59, 1, 5.90, now(6))",
                "INSERT INTO txns VALUES (5, 5.90, '2024-01-05 11:00:00')");
        awaitEqual();

        assertThat(count("mariadb.hr.bonus")).isGreaterThanOrEqualTo(changes + 9 + 1);
        assertThat(count("topic_payroll_complete")).isEqualTo(bonuses + 1);
        assertThat(count("topic_txns")).isEqualTo(payments + 1);
        assertThat(placesOf("59", "51")).doesNotHaveDuplicates().hasSize(4);
    }

    /** Where the log has the changes of some bonuses, however often they were delivered. */
    private static List<String> placesOf(String... bonuses) {
        return stack.topics().changes("mariadb.hr.bonus").stream()
                .filter(change -> List.of(bonuses).contains(bonus(change)))
                .map(change -> bonus(change) + change.get("op") + ((GenericRecord) change.get("source")).get("pos"))
                .distinct()
                .toList();
    }

    private static String bonus(GenericRecord change) {
        Object row = change.get("after") == null ? change.get("before") : change.get("after");
        return ((GenericRecord) row).get("bonus_id").toString();
    }

    @Test
    void shouldLoseAndDoubleNothingWhenAWorkerIsKilledInTheMiddleOfATransaction() throws Exception {
        awaitEqual();
        int rows = 6000;
        String equal = IntStream.range(0, rows / 4)
                .mapToObj(i -> "(6, " + i % 7 + ".25, '2024-01-06 10:00:00')")
                .collect(Collectors.joining(", "));
        int before = count("mariadb.hr.txns");
        stack.slow(50_000);
        change(
                "BEGIN",
                "INSERT INTO bonus VALUES (60, 1, 6.00, now(6))",
                "INSERT INTO txns VALUES " + equal,
                "INSERT INTO txns VALUES " + equal,
                "UPDATE bonus SET bonus = 6.01 WHERE bonus_id = 60",
                "INSERT INTO txns VALUES " + equal,
                "INSERT INTO txns VALUES " + equal,
                "UPDATE bonus SET bonus = 6.02 WHERE bonus_id = 60",
                "COMMIT");
        String transaction = Answers.rows(source, "SELECT @@last_gtid").get(0);
        Eventually.isTrue("a place within the transaction is stored", () -> stack.worker()
                        .offsets()
                        .contains("\"transaction_id\":\"" + transaction + '"')
                && count("mariadb.hr.txns") > before);

        stack.worker().kill();
        stack.slow(1e12);
        int killed = count("mariadb.hr.txns") - before;
        stack.worker().startAgain();
        awaitEqual();

        assertThat(killed).as("rows before the kill").isBetween(1, rows - 1);
        int again = count("mariadb.hr.txns") - before - rows;
        assertThat(again).as("of %d rows before the kill, rows delivered again", killed)
                .isBetween(0, killed - 1);
        assertThat(current("SELECT count(*), count(DISTINCT change_id) FROM topic_txns WHERE employee_id = 6"))
                .containsExactly(rows + "|" + rows);
    }

    @Test
    void shouldCountEqualRowsOfATableWithoutAPrimaryKeyAndLetGoOfUpdatesAndDeletes() throws Exception {
        change("INSERT INTO txns VALUES (3, 0.01, '2024-01-03 10:00:00')");
        change("INSERT INTO txns VALUES (3, 0.01, '2024-01-03 10:00:00'), (3, 0.01, '2024-01-03 10:00:00')");
        awaitEqual();
        int dead = count(DEAD_LETTERS);

        // and back, so that the tables are equal again
        change(
                "UPDATE txns SET amount = 0.02 WHERE employee_id = 3 LIMIT 1",
                "UPDATE txns SET amount = 0.01 WHERE employee_id = 3 AND amount = 0.02",
                "INSERT INTO txns VALUES (4, 0.04, '2024-01-04 10:00:00')",
                "DELETE FROM txns WHERE employee_id = 4");

        Eventually.isTrue("two updates and a delete are dead letters", () -> count(DEAD_LETTERS) >= dead + 3);
        change("INSERT INTO txns VALUES (4, 0.04, '2024-01-04 10:00:00')");
        Eventually.isTrue(
                "both inserts are there",
                () -> current("SELECT amount FROM topic_txns WHERE employee_id = 4").size() == 2);
        awaitEqual();
    }

    @Test
    void shouldHoldEveryValueAsTheSourceDoes() throws Exception {
        int rows = Answers.rows(source, "SELECT id FROM types").size();
        Eventually.isTrue(
                "every row is there",
                () -> current("SELECT id FROM topic_types").size() >= rows);

        assertThat(TypeCase.different(source, warehouse)).isEmpty();
        assertThat(current("SELECT id FROM topic_types WHERE d_int IS NULL")).hasSize(2);
        assertThat(stack.topics().records("mariadb.hr.types"))
                .allSatisfy(record -> assertThat(new String(record.key(), StandardCharsets.UTF_8)).contains("\"id\""));
        change("INSERT INTO types (id, c_time) VALUES (5000, '25:00:00'), (5001, '-00:00:01'), (5002, '01:00:00')");
        Eventually.isTrue(
                "a time of day is there",
                () -> !current("SELECT id FROM topic_types WHERE id = 5002").isEmpty());
        Eventually.isTrue("the others are dead letters of the sink", () -> count("dead-letters-duckdb-sink") == 2);
    }
}
