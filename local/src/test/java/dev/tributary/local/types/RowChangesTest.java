package dev.tributary.local.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Long values that updates leave untouched, and keys of every kind, from PostgreSQL to DuckDB. */
@Timeout(180)
class RowChangesTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static TypesStack stack;
    private static Connection source;
    private static Connection warehouse;

    @BeforeAll
    static void start() throws Exception {
        stack = new TypesStack(folder.resolve("data"));
        source = stack.source();
        for (String statement : RowChangesTables.statements()) {
            execute(statement);
        }
        stack.publish(RowChangesTables.published());
        stack.makeTopics(RowChangesTables.keyedTopics());
        stack.makeTopicWithoutKeys("hr.public.k_bare");
        stack.read(
                "changes_source",
                RowChangesTables.included(),
                Map.of("message.key.columns", "public.k_none:a,b;public.toast_index:code"));
        stack.read("numbers_source", "public.long_number", Map.of("topic.prefix", "numbers"));
        stack.enrich(
                Files.writeString(folder.resolve("changes.properties"), RowChangesTables.pipeline()),
                RowChangesTables.outputs());
        warehouse = stack.warehouse();
        awaitEqual("k_refers");
    }

    @AfterAll
    static void stop() throws Exception {
        stack.stop();
    }

    @Test
    void shouldHoldLongValuesThatUpdatesDidNotTouch() throws Exception {
        for (String table : RowChangesTables.TOASTED) {
            execute("UPDATE " + table + " SET v = NULL, h = NULL WHERE id = 3");
            execute("UPDATE " + table + " SET n = n + 1");
            execute("DELETE FROM " + table + " WHERE id = 2");
        }
        execute("UPDATE toast_full SET id = 21 WHERE id = 1");
        execute("UPDATE toast_index SET id = 21 WHERE id = 1");

        for (String table : RowChangesTables.TOASTED) {
            awaitEqual(table);
        }
        assertThatASignalMendsUnknownValues();
        for (String table : RowChangesTables.TOASTED) {
            assertThat(stack.values(table + "_all"))
                    .hasSizeGreaterThan(3)
                    .noneMatch(value -> value.contains("__debezium_unavailable_value"));
        }
        assertThat(stack.deadLetters()).isEmpty();
    }

    /** A new key has no row before it, and its event does not hold the values. */
    private static void assertThatASignalMendsUnknownValues() throws Exception {
        assertThat(counted("toast_default", "incomplete")).isZero();
        execute("UPDATE toast_default SET id = 21 WHERE id = 1");

        Eventually.isTrue(
                "both keys end right, and the values are null",
                () -> rows(warehouse, "SELECT id, code, t, ia FROM toast_default_all ORDER BY id")
                        .matches("3 \\S+ 3 [^\\n]+\\n21 code 1 null null\\n"));
        assertThat(counted("toast_default", "incomplete")).isOne();

        execute("INSERT INTO tributary.signal VALUES ('again', 'execute-snapshot',"
                + " '{\"type\": \"incremental\", \"data-collections\": [\"public.toast_default\"]}')");
        awaitEqual("toast_default");
    }

    @Test
    void shouldFollowRowsUnderKeysOfEveryKind() throws Exception {
        for (String table : RowChangesTables.KEYED) {
            awaitEqual(table);
        }
        for (String statement : RowChangesTables.changesOfKeys()) {
            execute(statement);
        }
        for (String table : RowChangesTables.KEYED) {
            awaitEqual(table);
        }
        awaitEqual("k_refers");
        assertThat(stack.deadLetters()).isEmpty();
    }

    @Test
    void shouldStopRatherThanGuessALongNumber() throws Exception {
        execute("UPDATE long_number SET n = n + 1");

        Eventually.isTrue(
                "the connector stops, and names the column",
                () -> stack.status("numbers_source").contains("public.long_number.x"));
    }

    private static void awaitEqual(String table) throws Exception {
        String expected = rows(source, RowChangesTables.asked(table, RowChangesTables.IN_POSTGRES));
        String query = RowChangesTables.asked(table, RowChangesTables.IN_DUCKDB);
        try {
            Eventually.isTrue(table + " is equal", () -> rows(warehouse, query).equals(expected));
        } catch (AssertionError late) {
            assertThat(rows(warehouse, query)).as(table).isEqualTo(expected);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String rows(Connection connection, String query) {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    text.append(rows.getString(i)).append(i == columns ? '\n' : ' ');
                }
            }
            return text.toString();
        } catch (SQLException notYetThere) {
            return String.valueOf(notYetThere.getMessage());
        }
    }

    /** The counter of a table, over all tasks. */
    private static double counted(String table, String what) throws Exception {
        double sum = 0;
        var beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name :
                beans.queryNames(new ObjectName("kafka.streams:type=stream-tributary-metrics,*"), null)) {
            if (name.getKeyPropertyList().containsValue(table)) {
                sum += (double) beans.getAttribute(name, what + "-total");
            }
        }
        return sum;
    }
}
