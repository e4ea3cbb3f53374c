package dev.tributary.benchmarks;

import dev.tributary.benchmarks.output.Answer;
import dev.tributary.benchmarks.output.OutputTopic;
import dev.tributary.benchmarks.output.Stopwatch;
import dev.tributary.benchmarks.output.Timing;
import dev.tributary.benchmarks.stand.Child;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the application fares with a table that is larger than its caches. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the employees into the application's store, starts it again, and measures what a bonus costs then:",
            "rows per second, CPU time and memory, for tables of several sizes.",
            "With --restore it deletes the store's directory before the start, and measures how fast Kafka gives it back."
        })
public final class TableBenchmark implements Callable<Integer> {
    private static final List<Integer> FLAT_SIZES = List.of(100_000, 1_000_000, 5_000_000);
    private static final List<Integer> RESTORE_SIZES = List.of(5_000_000);
    private static final Pattern RESTORED = Pattern.compile("restored (\\d+) records of .* in (\\d+) ms");
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Mixin
    private TableOptions options = new TableOptions();

    @Option(names = "--restore", description = "measures the restore of the table instead")
    private boolean restore;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new TableBenchmark()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean right = true;
        for (int size : options.sizes(restore ? RESTORE_SIZES : FLAT_SIZES)) {
            Path directory = directory();
            try (Bench bench = new Bench(options.settings(size), directory)) {
                LoadedTable table = new LoadedTable(bench, options.format(), options.system());
                Duration loading = table.load();
                out.printf(Locale.ROOT, "%,d employees read in %d s%n", size, loading.toSeconds());
                out.flush();
                if (restore) {
                    out.println(restored(bench, table, size));
                } else {
                    right &= flat(bench, table, out);
                }
                out.flush();
            }
            Directories.delete(directory);
        }
        return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Path directory() throws IOException {
        Path parent = options.directory();
        return parent == null
                ? Files.createTempDirectory("tributary-benchmark")
                : Files.createTempDirectory(Files.createDirectories(parent), "table");
    }

    private boolean flat(Bench bench, LoadedTable table, PrintWriter out) throws IOException, InterruptedException {
        Settings settings = bench.settings();
        bench.loadBonuses(options.format(), settings.workload());
        long started = System.nanoTime();
        try (Child app = table.start(bench.directory().resolve("run.log"));
                OutputTopic output =
                        new OutputTopic(bench.broker().bootstrap(), table.job().output())) {
            int bonuses = settings.workload().bonuses();
            Timing timing = new Stopwatch(app, bench.broker().process(), started)
                    .await(output, bonuses, settings.quiet(), settings.stall());
            long peak = app.peakMegabytes();
            Answer answer = Answer.of(output, settings.workload(), options.format(), bench.registry());
            Result result = new Result(options.format(), options.system(), bonuses, timing, Optional.of(answer));
            out.printf(
                    Locale.ROOT,
                    "%s  %,d employees: steady %,.0f/s  late %,.0f/s  CPU s per M %.1f, start included, %.1f steady,"
                            + " %.1f late  peak %,d MB"
                            + "  store %,d MB  right: %s%n",
                    options.system().word(),
                    settings.workload().employees(),
                    result.steadyPerSecond(),
                    result.latePerSecond(),
                    result.systemCpu(),
                    result.systemCpuSteady(),
                    result.systemCpuLate(),
                    peak,
                    Directories.megabytes(table.files()),
                    result.right());
            return result.isRight();
        }
    }

    private String restored(Bench bench, LoadedTable table, int size) throws IOException {
        Directories.delete(table.files().resolve("state"));
        Path log = bench.directory().resolve("restore.log");
        long started = System.nanoTime();
        try (Child app = table.start(log)) {
            while (System.nanoTime() - started < PATIENCE.toNanos()) {
                app.check();
                String text = Files.readString(log);
                long records = RESTORED.matcher(text)
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum();
                if (records >= size) {
                    double seconds = (System.nanoTime() - started) / 1e9;
                    long longest = RESTORED.matcher(text)
                            .results()
                            .mapToLong(found -> Long.parseLong(found.group(2)))
                            .max()
                            .orElse(1);
                    return String.format(
                            Locale.ROOT,
                            "%,d records restored in %.1f s after the start, %,.0f/s while restoring;"
                                    + " CPU %d s, peak %,d MB",
                            records,
                            seconds,
                            records * 1000.0 / longest,
                            app.cpu().toSeconds(),
                            app.peakMegabytes());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            throw new IllegalStateException("not restored within " + PATIENCE + "; see " + log);
        }
    }
}
