package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow into the double of Redshift, from the command line. */
@Tag("long")
@Timeout(500)
class RedshiftEndToEndTest {

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
    }

    private static LaunchedStack start(Path data) throws Exception {
        return LaunchedStack.start(data, "--free-ports", "--once", "--warehouse", "redshift");
    }
}
