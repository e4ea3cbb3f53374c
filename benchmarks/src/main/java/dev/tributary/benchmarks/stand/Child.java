package dev.tributary.benchmarks.stand;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of this class path, its output in a log file. */
public final class Child implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code command}, a main class and its arguments.
     *
     * @param javaOptions as on a command line, {@code -Xmx4g -XX:+UseParallelGC}
     */
    public static Child start(String javaOptions, List<String> command, Path log) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(javaOptions.trim().split(" +")));
        line.add("-Dlog4j2.configurationFile=benchmark-log4j2.properties");
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
        line.addAll(command);
        File file = log.toFile();
        return new Child(
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(file)
                        .start(),
                log);
    }

    /** CPU time, user and system, that the process has used so far; its last known value once it has ended. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most memory that the process has held so far, in MB; 0 where the system does not tell. */
    public long peakMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Throws, naming the log, when the process has ended with an error. */
    public void check() {
        if (!process.isAlive() && process.exitValue() != 0) {
            throw new IllegalStateException("a process ended with " + process.exitValue() + "; see " + log);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
