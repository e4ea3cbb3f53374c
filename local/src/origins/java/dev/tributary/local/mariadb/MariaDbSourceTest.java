package dev.tributary.local.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    private static final List<TypeCase> CASES = TypeCase.all();
    private static final String JOINED =
            "SELECT bonus_id, employee_id, %s, age, hourly_rate, bonus, email FROM %s" + " ORDER BY bonus_id";
    private static final String APPENDED = "SELECT employee_id, amount, %s FROM %s WHERE employee_id <> 4 ORDER BY 1, 2, 3";

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
        Answers.execute(
                source,
                "SET time_zone = '+00:00'",
                "CREATE TABLE types (id bigint PRIMARY KEY, "
                        + CASES.stream()
                                .map(it -> it.column() + " " + it.type())
                                .collect(Collectors.joining(", "))
                        + ", d_int int DEFAULT 5)",
                "INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, email) VALUES"
                        + " (1, 'Ada', 'King', 36, '000-00-0001', 31.50, 'a@example.com'),"
                        + " (2, 'Max', 'Born', NULL, '000-00-0002', NULL, NULL)",
                "INSERT INTO bonus VALUES (1, 1, 10.00, now(6)), (2, 2, 20.00, now(6)), (3, 9, 30.00, now(6))",
                "INSERT INTO txns VALUES (1, 1.50, '2024-01-01 10:00:00'), (1, 1.50, '2024-01-01 10:00:00'),"
                        + " (2, 7.00, '2024-01-01 10:00:00.000001')");
        insertTypes(0);
        stack.makeTopics("mariadb.hr.types");
        stack.read("hr.types");
        Eventually.isTrue("the snapshot is there", () -> stack.hasTopics("mariadb.hr.txns", "mariadb.hr.bonus"));
        stack.enrich(pipeline(), List.of("topic_payroll_complete", "topic_txns", "topic_types"));
        warehouse = stack.warehouse();
        insertTypes(1000);
    }

    /** A row for each value, so that one which does not get through leaves a gap of its own. */
    private static void insertTypes(long from) throws SQLException {
        long id = from;
        for (TypeCase each : CASES) {
            for (String literal : each.literals()) {
                Answers.execute(
                        source, "INSERT INTO types (id, " + each.column() + ") VALUES (" + id++ + ", " + literal + ")");
            }
        }
        Answers.execute(source, "INSERT INTO types (id, d_int) VALUES (" + id + ", NULL)");
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
        source.close();
        warehouse.close();
        stack.stop();
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

    @Test
    void shouldFollowInsertsUpdatesDeletesAndChangedKeys() throws Exception {
        awaitEqual();

        Answers.execute(
                source,
                "INSERT INTO bonus VALUES (11, 1, 1.00, now(6)), (12, 1, 2.00, now(6)), (13, 2, 3.00, now(6))",
                "UPDATE payroll SET hourly_rate = hourly_rate + 0.01, email = NULL WHERE employee_id = 1",
                "INSERT INTO payroll (employee_id, first_name, last_name, ssn) VALUES (9, 'Late', 'Comer', '0')",
                "DELETE FROM bonus WHERE bonus_id IN (1, 12)",
                "UPDATE bonus SET bonus_id = 30, employee_id = 2 WHERE bonus_id = 3",
                "UPDATE bonus SET bonus_id = bonus_id - 1 ORDER BY bonus_id",
                "BEGIN",
                "INSERT INTO bonus VALUES (40, 1, 4.00, now(6))",
                "UPDATE bonus SET bonus = 4.01 WHERE bonus_id = 40",
                "DELETE FROM bonus WHERE bonus_id = 40",
                "INSERT INTO bonus VALUES (40, 2, 4.02, now(6))",
                "COMMIT");

        awaitEqual();
    }

    @Test
    void shouldEmitNothingForAStretchThatIsDeliveredAgain() throws Exception {
        awaitEqual();
        String before = stack.offsets();
        Answers.execute(
                source,
                "INSERT INTO bonus VALUES (50, 1, 5.00, now(6)), (51, 1, 5.10, now(6))",
                "UPDATE bonus SET bonus = 5.11 WHERE bonus_id IN (50, 51)",
                "DELETE FROM bonus WHERE bonus_id = 50",
                "UPDATE bonus SET bonus_id = 52 WHERE bonus_id = 51",
                "INSERT INTO txns VALUES (5, 5.00, '2024-01-05 10:00:00'), (5, 5.00, '2024-01-05 10:00:00')");
        awaitEqual();
        int changes = stack.records("mariadb.hr.bonus").size();
        int bonuses = stack.records("topic_payroll_complete").size();
        int payments = stack.records("topic_txns").size();

        stack.goBackTo(before);
        Answers.execute(
                source,
                "INSERT INTO bonus VALUES (59, 1, 5.90, now(6))",
                "INSERT INTO txns VALUES (5, 5.90, '2024-01-05 11:00:00')");
        awaitEqual();

        assertThat(stack.records("mariadb.hr.bonus")).hasSizeGreaterThanOrEqualTo(changes + 9 + 1);
        assertThat(stack.records("topic_payroll_complete")).hasSize(bonuses + 1);
        assertThat(stack.records("topic_txns")).hasSize(payments + 1);
    }

    @Test
    void shouldAppendEqualRowsOfATableWithoutAKeyAndRefuseToGuessWhichOneIsMeant() throws Exception {
        Answers.execute(
                source, "INSERT INTO txns VALUES (3, 0.01, '2024-01-03 10:00:00'), (3, 0.01, '2024-01-03 10:00:00')");
        awaitEqual();
        int dead = stack.records("tributary-local-dead-letters").size();

        // and back, so that the tables are equal again
        Answers.execute(
                source,
                "UPDATE txns SET amount = 0.02 WHERE employee_id = 3 LIMIT 1",
                "UPDATE txns SET amount = 0.01 WHERE employee_id = 3 AND amount = 0.02",
                "INSERT INTO txns VALUES (4, 0.04, '2024-01-04 10:00:00')",
                "DELETE FROM txns WHERE employee_id = 4");

        Eventually.isTrue(
                "two updates and a delete are dead letters",
                () -> stack.records("tributary-local-dead-letters").size() >= dead + 3);
        Answers.execute(source, "INSERT INTO txns VALUES (4, 0.04, '2024-01-04 10:00:00')");
        Eventually.isTrue(
                "both inserts are there",
                () -> current("SELECT amount FROM topic_txns WHERE employee_id = 4")
                                .size()
                        == 2);
        Answers.execute(source, "INSERT INTO txns VALUES (4, 0.04, '2024-01-04 10:00:00')");
    }

    @Test
    void shouldHoldEveryValueAsTheSourceDoes() throws Exception {
        List<String> ids = Answers.rows(source, "SELECT id FROM types ORDER BY id");
        Eventually.isTrue(
                "every row is there",
                () -> Answers.rows(warehouse, "SELECT id FROM topic_types").size() >= ids.size());

        Map<String, String> wrong = new LinkedHashMap<>();
        for (TypeCase each : CASES) {
            List<String> values = Answers.rows(
                    warehouse,
                    "SELECT id, " + each.read().formatted(each.column()) + ", typeof(" + each.column()
                            + ") FROM topic_types WHERE " + each.column() + " IS NOT NULL");
            List<String> different = new ArrayList<>(values);
            different.removeIf(value -> same(each, value));
            if (values.size() != 2 * each.literals().size() || !different.isEmpty()) {
                wrong.put(each.column(), values.size() + " values, different: " + different);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(Answers.rows(warehouse, "SELECT id FROM topic_types WHERE d_int IS NULL"))
                .hasSize(2);
    }

    private static boolean same(TypeCase each, String value) {
        int first = value.indexOf('|');
        try (PreparedStatement statement = source.prepareStatement("SELECT "
                + each.same().formatted(each.column()) + " FROM types WHERE id = " + value.substring(0, first))) {
            statement.setString(1, value.substring(first + 1, value.lastIndexOf('|')));
            ResultSet answer = statement.executeQuery();
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
