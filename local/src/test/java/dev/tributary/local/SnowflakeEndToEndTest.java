package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.place.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    void shouldTakeAnotherPipeline() throws Exception {
        Path pipeline = pipeline("payroll_complete", "complete2");

        try (LaunchedStack other = start(folder.resolve("data"), "--pipeline", pipeline.toString())) {
            assertThat(other.awaitExit()).as(other.output()).isZero();
            assertThat(other.output()).contains("topic_complete2", "caught up");
        }
    }

    @Test
    void shouldRefuseAPipelineThatLeavesNoTraceOfADelete() throws Exception {
        Path pipeline = pipeline("kind   = table", "deletes = tombstone");

        try (LaunchedStack refused = start(folder.resolve("data"), "--pipeline", pipeline.toString())) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.output())
                    .contains("deletes", "write row or both")
                    .doesNotContain("postgres");
        }
    }

    /** The shipped pipeline, a word of it replaced. */
    private Path pipeline(String word, String by) throws IOException {
        Installation installation = Installation.find();
        String shipped = Files.readString(installation.file("config/pipelines/payroll.properties"));
        return Files.writeString(
                folder.resolve("other.properties"),
                shipped.replace("../../", installation.home() + "/").replace(word, by));
    }

    private static LaunchedStack start(Path data, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--free-ports", "--once", "--warehouse", "snowflake"));
        arguments.addAll(List.of(more));
        return LaunchedStack.start(data, arguments.toArray(String[]::new));
    }
}
