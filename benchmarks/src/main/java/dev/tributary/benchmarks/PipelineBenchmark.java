package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.systems.Contender;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whole systems against each other, on a broker of their own. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Joins pre-loaded change topics with every system in turn and prints rates, CPU time and ratios.")
public final class PipelineBenchmark implements Callable<Integer> {
    private static final int NOT_RIGHT = 1;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--latency", description = "measures latency at a steady rate instead of throughput")
    private boolean latency;

    @Mixin
    private Pace pace = new Pace();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new PipelineBenchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // `benchmarks/run latency` and the like put their own in front
                .setOverwrittenOptionsAllowed(true);
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path kept = settings.directory();
        Path directory =
                kept != null ? Files.createDirectories(kept) : Files.createTempDirectory("tributary-benchmark");
        int exit;
        try (Bench bench = new Bench(settings, directory)) {
            exit = latency ? latencies(bench, out) : throughput(bench, out);
        }
        if (kept == null && exit == CommandLine.ExitCode.OK) {
            Directories.delete(directory);
        } else {
            out.printf("topics, configuration and logs are in %s%n", directory);
        }
        return exit;
    }

    private int throughput(Bench bench, PrintWriter out) throws IOException, InterruptedException {
        for (Format format : settings.formats()) {
            long start = System.nanoTime();
            bench.loadPayroll(format, settings.workload());
            bench.loadBonuses(format, settings.workload());
            out.printf("loaded %s in %d s%n", format.word(), (System.nanoTime() - start) / 1_000_000_000);
            out.flush();
        }
        Report report = new Report(out);
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Format format : settings.formats()) {
                for (Contender contender : settings.systems()) {
                    run(bench, report, new PipelineRun(bench, format), new Turn(round, contender));
                }
            }
        }
        settings.formats().forEach(report::print);
        return report.isRight() ? CommandLine.ExitCode.OK : NOT_RIGHT;
    }

    /** A system's turn in a round. */
    private record Turn(int round, Contender contender) {}

    private static void run(Bench bench, Report report, PipelineRun run, Turn turn)
            throws IOException, InterruptedException {
        try {
            report.add(turn.round(), run.run(turn.contender(), turn.round()));
        } catch (IllegalStateException e) {
            // the other systems' figures are worth having all the same
            bench.broker().process().check();
            report.failed(turn.round(), turn.contender(), e);
        }
    }

    private int latencies(Bench bench, PrintWriter out) throws IOException, InterruptedException {
        for (Format format : settings.formats()) {
            bench.loadPayroll(format, settings.workload());
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Contender contender : settings.systems()) {
                    for (Pace.Commits commits : pace.commits(contender)) {
                        String result = new LatencyRun(bench, format, pace).run(contender, commits, round);
                        String system = contender.word() + commits;
                        out.printf("round %d  %-4s  %-22s %s%n", round, format.word(), system, result);
                        out.flush();
                    }
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
