package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./tributary local --origin N --once}, as the launcher starts it. */
@Timeout(300)
class OriginsEndToEndTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"000", "002"})
    void shouldEqualWhatTheSourceSaysItself(String origin) throws Exception {
        try (LaunchedStack stack =
                LaunchedStack.start(folder.resolve(origin), "--free-ports", "--once", "--origin", origin)) {
            assertThat(stack.awaitExit()).as(stack.output()).isZero();

            assertThat(stack.output()).containsPattern("verified: \\d{3,} rows equal");
        }
    }

    @Test
    void shouldNameTheOriginsThatThereAre() throws Exception {
        try (LaunchedStack stack = LaunchedStack.start(folder, "--origin", "003")) {
            assertThat(stack.awaitExit()).isEqualTo(2);

            assertThat(stack.output()).contains("there is no origin 003").contains("002: full exports");
        }
    }
}
