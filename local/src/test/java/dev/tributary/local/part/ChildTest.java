package dev.tributary.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {

    private static final List<String> WRITE_PID_AND_STAY =
            List.of("bash", "-c", "echo $$ > $0.new; mv $0.new $0; exec sleep 600");

    @TempDir
    Path folder;

    @Test
    void shouldEndTheProcessWhenClosed() throws Exception {
        Child child = start(folder);
        ProcessHandle process = process(folder);

        child.close();

        Eventually.isTrue("the process has ended", () -> !process.isAlive());
        assertThat(folder.resolve("pid")).doesNotExist();
    }

    @Test
    void shouldEndTheProcessWhenItsLauncherIsKilled() throws Exception {
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        ProcessHandle process = process(folder);

        launcher.destroyForcibly().waitFor();

        Eventually.isTrue("the process has ended", () -> !process.isAlive());
        Child.awaitPrevious(folder);
        assertThat(folder.resolve("pid")).doesNotExist();
    }

    @Test
    void shouldNotWaitForAStrangerWhoGotTheOldNumber() throws Exception {
        Files.writeString(
                folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));

        Child.awaitPrevious(folder);

        assertThat(folder.resolve("pid")).doesNotExist();
    }

    private static Child start(Path folder) throws Exception {
        List<String> command = new ArrayList<>(WRITE_PID_AND_STAY);
        command.add(folder.resolve("pid.txt").toString());
        return Child.start(folder, "TERM", command, folder.resolve("log"));
    }

    private static ProcessHandle process(Path folder) throws Exception {
        Path file = folder.resolve("pid.txt");
        Eventually.isTrue("the process runs", () -> Files.exists(file));
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    }

    /** A launcher that stays until it is killed. */
    static final class Launcher {
        public static void main(String[] arguments) throws Exception {
            start(Path.of(arguments[0]));
            Thread.currentThread().join();
        }
    }
}
