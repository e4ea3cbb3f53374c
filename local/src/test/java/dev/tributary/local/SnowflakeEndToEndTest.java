package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow into the double of Snowflake, from the command line. */
@Tag("long")
@Timeout(500)
class SnowflakeEndToEndTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void shouldEqualPostgresAfterItsLauncherWasKilledInTheMiddle() throws Exception {
        Path data = folder.resolve("data");
        try (LaunchedStack first = start(data)) {
            first.awaitOutput("history");
            first.kill();
        }
        try (LaunchedStack second = start(data)) {
            assertThat(second.awaitExit()).as(second.output()).isZero();
            assertThat(second.output()).containsPattern("verified: \\d+ rows equal");
        }
        shouldChangeToAnotherWarehouseAndBack(data);
    }

    private static void shouldChangeToAnotherWarehouseAndBack(Path data) throws Exception {
        try (LaunchedStack duck = LaunchedStack.start(data, "--free-ports", "--once")) {
            assertThat(duck.awaitExit()).as(duck.output()).isZero();
        }
        try (LaunchedStack back = start(data)) {
            assertThat(back.awaitExit()).as(back.output()).isZero();
        }
    }

    @Test
    void shouldRefuseAPipelineWhoseTablesItDoesNotKnow() throws Exception {
        try (LaunchedStack refused =
                LaunchedStack.start(folder, "--warehouse", "snowflake", "--pipeline", "other.properties")) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.output()).contains("--warehouse duckdb");
        }
    }

    private static LaunchedStack start(Path data) throws Exception {
        return LaunchedStack.start(data, "--free-ports", "--once", "--warehouse", "snowflake");
    }
}
