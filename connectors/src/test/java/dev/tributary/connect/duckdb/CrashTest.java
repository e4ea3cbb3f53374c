package dev.tributary.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that loads, is killed without warning, and starts again from the first record, as often as it takes. */
class CrashTest {
    private static final int KILLS = 6;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void shouldHoldExactlyTheRightRowsAfterKillsInTheMiddleOfTheLoad() throws Exception {
        Path file = folder.resolve("crash.duckdb");
        for (int kill = 0; kill < KILLS; kill++) {
            loadAndKill(file, 2 + kill * 6, kill * 9L);
        }

        Process last = load(file);
        assertThat(lines(last)).contains("done");
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

        try (SinkHarness sink = SinkHarness.start(file)) {
            assertThat(sink.query("SELECT bonus_id, name FROM hr_bonuses ORDER BY 1"))
                    .isEqualTo(CrashLoad.expectedRows());
            assertThat(sink.query("SELECT next_offset FROM tributary_offsets"))
                    .containsExactly(String.valueOf(CrashLoad.RECORDS));
        }
    }

    /** Kills after some committed batches and a few milliseconds more, to meet the next one at any point of it. */
    private void loadAndKill(Path file, int batches, long millis) throws IOException, InterruptedException {
        Process process = load(file);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            String line = out.readLine();
            while (line != null && ++seen < batches) {
                line = out.readLine();
            }
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ended).as("killed in the middle").isFalse();
        }
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return out.lines().toList();
        }
    }

    private static Process load(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(java, "-Xmx256m", "-cp", classPath, CrashLoad.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
