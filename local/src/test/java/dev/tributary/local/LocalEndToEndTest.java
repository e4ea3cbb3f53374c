package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.check.Verification;
import dev.tributary.local.part.DuckDbWarehouse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LocalEndToEndTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** One story, because each start costs many seconds. */
    @Test
    void shouldEqualPostgresAfterItsLauncherWasKilledInTheMiddle() throws Exception {
        Path data = folder.resolve("data");
        try (LaunchedStack first = LaunchedStack.start(data, "--free-ports", "--once")) {
            first.awaitOutput("history");
            shouldRefuseASecondStart(data);

            Set<ProcessHandle> children = first.descendants();
            assertThat(children).hasSizeGreaterThan(2);
            first.kill();

            Eventually.isTrue("no orphan is left", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
        try (LaunchedStack second = LaunchedStack.start(data, "--free-ports", "--once")) {
            assertThat(second.awaitExit()).as(second.output()).isZero();

            assertThat(second.output()).containsPattern("verified: \\d+ rows equal");
        }
        shouldHaveNoRowTwice(data);
    }

    private static void shouldRefuseASecondStart(Path data) throws Exception {
        try (LaunchedStack refused = LaunchedStack.start(data, "--free-ports")) {
            assertThat(refused.awaitExit()).isEqualTo(9);
            assertThat(refused.output()).hasLineCount(1).contains("is in use by another ./tributary local");
        }
    }

    private static void shouldHaveNoRowTwice(Path data) throws Exception {
        try (Connection warehouse = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("warehouse.duckdb"));
                Statement statement = warehouse.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), count(DISTINCT bonus_id) FROM ("
                        + Verification.head(DuckDbWarehouse.undeleted("topic_payroll_complete"), Integer.MAX_VALUE)
                        + ")")) {
            result.next();
            assertThat(result.getLong(1)).isEqualTo(result.getLong(2)).isGreaterThan(9000);
        }
    }

    @Test
    void shouldSayWhichPortIsBusyAndStartNothing() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LaunchedStack refused =
                        LaunchedStack.start(folder.resolve("data"), "--port", "kafka=" + busy.getLocalPort())) {
            assertThat(refused.awaitExit()).isEqualTo(8);
            assertThat(refused.output())
                    .hasLineCount(1)
                    .contains("port " + busy.getLocalPort() + " for kafka is in use");
        }
    }
}
