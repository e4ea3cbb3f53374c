package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.stand.Child;
import dev.tributary.benchmarks.systems.Contender;
import dev.tributary.benchmarks.systems.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The application with the employees read into its store and no bonus yet; stopped, to be started again. */
final class LoadedTable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Bench bench;
    private final Format format;
    private final Workload workload;
    private final Job job;

    LoadedTable(Bench bench, Format format, Contender contender) {
        this.bench = bench;
        this.format = format;
        this.workload = bench.settings().workload();
        this.job = new Job(
                contender,
                "table-" + format.word() + "-" + contender.word(),
                format,
                bench.broker().bootstrap(),
                bench.payrollTopic(format),
                bench.bonusTopic(format),
                workload.bonuses(),
                Job.Mode.THROUGHPUT,
                bench.settings().appProperties());
    }

    /** Writes the employees, lets the application read them, and stops it; the answer is how long the reading took. */
    Duration load() throws IOException, InterruptedException {
        bench.loadLastPayroll(format, workload);
        bench.broker().createTopic(job.bonus());
        bench.broker().createTopic(job.output());
        long began = System.nanoTime();
        try (Child app = start(bench.directory().resolve("load.log"))) {
            while (bench.broker().behind(job.name(), job.payroll()) > 0) {
                app.check();
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            "the table was not read within " + PATIENCE + "; see " + bench.directory());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    Child start(Path log) throws IOException {
        return Child.start(bench.settings().javaOptions(), job.command(files(), bench.registry()), log);
    }

    Job job() {
        return job;
    }

    /** Where the application keeps its configuration and state. */
    Path files() {
        return bench.directory().resolve(job.name());
    }
}
