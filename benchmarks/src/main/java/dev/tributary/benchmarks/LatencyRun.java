package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Preload;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.output.OutputTopic;
import dev.tributary.benchmarks.stand.Child;
import dev.tributary.benchmarks.systems.Contender;
import dev.tributary.benchmarks.systems.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** One system fed at a steady rate: the time from producing a bonus to reading its committed output row. */
final class LatencyRun {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Bench bench;
    private final Format format;
    private final int rate;
    private final int warmUp;
    private final int total;
    private final Workload workload;
    private final AtomicLongArray sent;
    private final long[] latency;
    private int visible;

    LatencyRun(Bench bench, Format format, Pace pace) {
        this.bench = bench;
        this.format = format;
        this.rate = pace.rate();
        this.warmUp = pace.warmUp();
        this.total = pace.total();
        Workload base = bench.settings().workload();
        this.workload = new Workload(base.employees(), total, base.seed(), Workload.Updates.BEFORE);
        this.sent = new AtomicLongArray(total + 1);
        this.latency = new long[total + 1];
    }

    /** The percentiles, as text. */
    String run(Contender contender, Pace.Commits commits, int round) throws IOException, InterruptedException {
        String name = "latency-" + format.word() + "-" + contender.word() + commits.suffix() + "-" + round;
        Job job = new Job(
                contender,
                name,
                format,
                bench.broker().bootstrap(),
                bench.payrollTopic(format),
                name + "-bonus",
                total,
                Job.Mode.LATENCY,
                commits.over(bench.settings().appProperties()));
        bench.broker().createTopic(job.bonus());
        bench.broker().createTopic(job.output());
        Path log = bench.directory().resolve(name + ".log");
        try (Child system = Child.start(
                        bench.settings().javaOptions(),
                        job.command(bench.directory().resolve(name), bench.registry()),
                        log);
                OutputTopic output = new OutputTopic(job.bootstrap(), job.output());
                Preload writer = bench.writer(format, workload, 0)) {
            for (Range ids : List.of(new Range(1, warmUp), new Range(warmUp + 1, total))) {
                Thread feeder = new Thread(() -> send(writer, job.bonus(), ids), "feeder");
                feeder.start();
                read(output, system, ids.last());
                feeder.join();
            }
            return percentiles();
        } finally {
            bench.broker().deleteTopics(name);
        }
    }

    /** Bonuses by id, both ends included. */
    private record Range(int first, int last) {}

    private void send(Preload writer, String topic, Range ids) {
        long start = System.nanoTime();
        for (int id = ids.first(); id <= ids.last(); id++) {
            long due = start + (id - ids.first()) * NANOS_PER_SECOND / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sent.set(id, System.nanoTime());
            writer.bonus(topic, id);
        }
        writer.flush();
    }

    private void read(OutputTopic output, Child system, int last) {
        long deadline = System.nanoTime()
                + bench.settings().stall().plusSeconds(last / rate).toNanos();
        while (visible < last) {
            system.check();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        visible + " of " + last + " rows came; see the log in " + bench.directory());
            }
            output.next(POLL).forEach(row -> arrived(OutputTopic.bonusId(row.key())));
        }
    }

    private void arrived(int id) {
        if (latency[id] == 0) {
            latency[id] = System.nanoTime() - sent.get(id);
            visible++;
        }
    }

    private String percentiles() {
        long[] sorted = Arrays.copyOfRange(latency, warmUp + 1, total + 1);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms  p99 %.1f ms  max %.1f ms  (%d rows at %d/s)",
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                sorted.length,
                rate);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / NANOS_PER_MILLI;
    }
}
