package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./tributary local --origin N --once} where a server has to be downloaded: MariaDB; kinesis-local, by npm. */
@Timeout(600)
class DownloadedOriginsTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"001", "004"})
    void shouldEqualWhatTheSourceSaysItself(String origin) throws Exception {
        try (LaunchedStack stack =
                LaunchedStack.start(folder.resolve(origin), "--free-ports", "--once", "--origin", origin)) {
            assertThat(stack.awaitExit()).as(stack.output()).isZero();

            assertThat(stack.output()).containsPattern("verified: \\d{3,} rows equal");
        }
    }
}
