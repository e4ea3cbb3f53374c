package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.output.Answer;
import dev.tributary.benchmarks.output.OutputTopic;
import dev.tributary.benchmarks.output.Stopwatch;
import dev.tributary.benchmarks.output.Timing;
import dev.tributary.benchmarks.stand.Child;
import dev.tributary.benchmarks.systems.Contender;
import dev.tributary.benchmarks.systems.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One system over the pre-loaded topics, from the start of its process to its last output row. */
final class PipelineRun {
    private final Bench bench;
    private final Format format;
    private final Workload workload;

    PipelineRun(Bench bench, Format format) {
        this.bench = bench;
        this.format = format;
        this.workload = bench.settings().workload();
    }

    Result run(Contender contender, int round) throws IOException, InterruptedException {
        Job job = new Job(
                contender,
                "run-" + format.word() + "-" + contender.word() + "-" + round,
                format,
                bench.broker().bootstrap(),
                bench.payrollTopic(format),
                bench.bonusTopic(format),
                workload.bonuses(),
                Job.Mode.THROUGHPUT,
                bench.settings().appProperties());
        bench.broker().createTopic(job.output());
        try (OutputTopic output = new OutputTopic(bench.broker().bootstrap(), job.output())) {
            Timing timing = time(job, output);
            return new Result(format, contender, workload.bonuses(), timing, answer(contender, output));
        } finally {
            bench.broker().deleteTopics(job.name());
        }
    }

    private Timing time(Job job, OutputTopic output) throws IOException {
        Path files = bench.directory().resolve(job.name());
        List<String> command = job.command(files, bench.registry());
        long started = System.nanoTime();
        try (Child system = Child.start(
                bench.settings().javaOptions(), command, bench.directory().resolve(job.name() + ".log"))) {
            return new Stopwatch(system, bench.broker().process(), started)
                    .await(
                            output,
                            job.contender().expectedRows(workload.bonuses()),
                            bench.settings().quiet(),
                            bench.settings().stall());
        }
    }

    private Optional<Answer> answer(Contender contender, OutputTopic output) {
        return contender.joins()
                ? Optional.of(Answer.of(output, workload, format, bench.registry()))
                : Optional.empty();
    }
}
