package dev.tributary.local;

import dev.tributary.local.place.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code ./tributary local} as a process of its own, as the launcher script starts it. */
final class LaunchedStack implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final Path output;

    private LaunchedStack(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static LaunchedStack start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dtributary.home=" + Installation.find().home());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Local.class.getName()));
        command.addAll(List.of("--dir", directory.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("tributary-local", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new LaunchedStack(process, output);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    void awaitOutput(String text) throws Exception {
        Eventually.isTrue("output says: " + text, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended early:\n" + output());
            }
            return output().contains(text);
        });
    }

    int awaitExit() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** Every process that this one has started, and theirs. */
    Set<ProcessHandle> descendants() {
        return process.descendants().collect(Collectors.toSet());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks as Ctrl-C does. */
    void interrupt() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
