package dev.tributary.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that cannot outlive this one, not even when this one is killed.
 *
 * <p>A shell stands between: it holds the reading end of a pipe whose writing end only this JVM has, and when the pipe
 * closes, by {@link #close} or because the JVM is gone, it signals the process. The process runs in its own group, so
 * that Ctrl-C at the terminal does not reach it before the parts that still need it.
 */
public final class Child implements AutoCloseable {

    private static final String NAME = "tributary-child";
    private static final String PID = "pid";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    private static final String SUPERVISE = """
            trap '' INT HUP
            exec 3<&0
            set -m
            signal=$1; shift
            "$@" </dev/null 3<&- &
            child=$!
            { cat <&3 >/dev/null; kill -s "$signal" $child
              for i in {1..300}; do kill -0 $child || exit 0; sleep 0.1; done; kill -s KILL $child; } 2>/dev/null &
            guard=$!
            exec 3<&- </dev/null
            wait $child
            code=$?
            kill -- -$guard 2>/dev/null
            exit $code
            """;

    private final Path home;
    private final Process shell;

    private Child(Path home, Process shell) {
        this.home = home;
        this.shell = shell;
    }

    /**
     * Starts {@code command}, its output appended to {@code log}; {@code stopSignal} (INT, TERM …) asks it to end.
     *
     * @param home a folder of its own, in which its process id is written down
     */
    public static Child start(Path home, String stopSignal, List<String> command, Path log) throws IOException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", SUPERVISE, NAME, stopSignal));
        line.addAll(command);
        Process shell = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Files.writeString(home.resolve(PID), Long.toString(shell.pid()));
        return new Child(home, shell);
    }

    /** Waits for a child of a killed launcher, which may still be closing its files and its port. */
    public static void awaitPrevious(Path home) throws IOException {
        Path file = home.resolve(PID);
        if (Files.exists(file)) {
            ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .filter(Child::isSupervisor)
                    .ifPresent(process -> process.onExit()
                            .completeOnTimeout(process, STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                            .join());
            Files.deleteIfExists(file);
        }
    }

    private static boolean isSupervisor(ProcessHandle process) {
        // the number may by now belong to somebody else
        return Arrays.asList(process.info().arguments().orElse(new String[0])).contains(NAME);
    }

    public boolean isAlive() {
        return shell.isAlive();
    }

    /** Asks the process to end and waits until it has. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            if (!shell.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(
                        home + ": still running " + STOP_TIMEOUT.toSeconds() + " s after its stop signal");
            }
            Files.deleteIfExists(home.resolve(PID));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
