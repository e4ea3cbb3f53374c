package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PipelineBenchmarkTest {
    private final StringWriter printed = new StringWriter();

    @Test
    @Timeout(300)
    void shouldFindEveryRowOfTheHandWrittenJoinRight(@TempDir Path directory) {
        int exit = run(
                directory,
                "--systems",
                "bare-copy,limit-join",
                "--employees",
                "500",
                "--bonuses",
                "5000",
                "--rounds",
                "1");

        assertThat(exit).as(printed.toString()).isZero();
        assertThat(lines("round 1  json  limit-join"))
                .singleElement()
                .asString()
                .endsWith("right: yes");
        assertThat(lines("round 1  avro  limit-join"))
                .singleElement()
                .asString()
                .endsWith("right: yes");
        assertThat(lines("| bare-copy")).hasSize(2).allMatch(row -> row.contains("|   1.00 |"));
    }

    @Test
    @Timeout(300)
    void shouldMeasureTheLatencyOfTheHandWrittenJoin(@TempDir Path directory) {
        int exit = run(
                directory,
                "--latency",
                "--rate=200",
                "--seconds=1",
                "--warm-up=1",
                "--systems=limit-join",
                "--formats=avro",
                "--employees=100",
                "--rounds=1");

        assertThat(exit).as(printed.toString()).isZero();
        assertThat(lines("round 1  avro  limit-join"))
                .singleElement()
                .asString()
                .contains("p50", "p99", "(200 rows");
    }

    private int run(Path directory, String... options) {
        CommandLine command = new CommandLine(new PipelineBenchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true));
        String[] common = {
            "--dir=" + directory, "--java-options=-Xmx512m", "--quiet=1", "--broker-java-options=-Xmx512m",
        };
        return command.execute(Stream.of(common, options).flatMap(Stream::of).toArray(String[]::new));
    }

    private List<String> lines(String start) {
        return printed.toString().lines().filter(line -> line.startsWith(start)).toList();
    }
}
