package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.app.LetterFilter;
import dev.tributary.app.Replay;
import dev.tributary.app.ReplayReport;
import dev.tributary.app.StartFailure;
import dev.tributary.config.AppConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends dead letters back. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends dead letters back to the application, once what was wrong with them is mended.",
            "They go through the same steps as at first, at the place that they had: a row that is older than the one its",
            "table holds changes nothing. A letter that dies again comes back with a higher count (replays).",
            "Where it stopped is remembered (group <application.id>-replay); letters that --where leaves out count as done."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary replay --dry-run                                 how many, and why they died",
            "  ./tributary replay --where 'step=read-bonus and reason~\"embedded schema\"'",
            "  ./tributary replay --from-beginning --where 'topic=hr.public.bonus and replays!=3' --limit 1000",
            "",
            "Fields of --where: step, reason, exception, topic, partition, offset, pipeline, replays; = and != compare the",
            "text, ~ and !~ search for a regular expression.",
            "",
            "Exit codes:",
            "   0 every letter meant was sent           3 no broker answered",
            "   1 some come from topics that this       4 the dead letter topic, or a topic of the application, is missing",
            "     pipeline does not read                9 another replay of the application runs",
            "   2 bad usage or configuration"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final long TELL_NANOS = Duration.ofSeconds(2).toNanos();

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--from", paramLabel = "TOPIC", description = "The dead letter topic; default: the application's.")
    private @Nullable String from;

    @Option(names = "--where", paramLabel = "CLAUSES", description = "Only letters whose headers fit.")
    private @Nullable String where;

    @Option(names = "--limit", paramLabel = "N", description = "Sends N letters at most.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--dry-run", description = "Counts them, and changes nothing.")
    private boolean dryRun;

    @Option(names = "--from-beginning", description = "Reads letters again that earlier replays have dealt with.")
    private boolean fromBeginning;

    @Spec
    private @Nullable CommandSpec spec;

    private long told = System.nanoTime();

    @Override
    public Integer call() {
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        LetterFilter filter = filter();
        AppConfig config = AppConfig.load(options.config(), options.overrides());
        if (!config.replays()) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    config.file()
                            + ": tributary.replay is false: set it to true and start the application again, so that it"
                            + " reads what is sent back");
        }
        String topic = Optional.ofNullable(from).orElseGet(config::deadLetterTopic);
        ReplayReport report = new Replay(config, new Replay.Choice(topic, filter, limit, dryRun, fromBeginning))
                .run(progress -> tell(progress, out));
        summarize(report, topic, out);
        return (report.foreign() == 0 ? ExitCode.OK : ExitCode.FALSE).code();
    }

    private LetterFilter filter() {
        try {
            return where == null ? LetterFilter.ALL : LetterFilter.parse(where);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "--where: " + e.getMessage(), e);
        }
    }

    private void tell(ReplayReport report, PrintWriter out) {
        if (System.nanoTime() - told > TELL_NANOS) {
            told = System.nanoTime();
            out.println(report.read() + " letters read, " + report.sent() + " sent back so far");
            out.flush();
        }
    }

    private void summarize(ReplayReport report, String topic, PrintWriter out) {
        report.reasons().forEach((why, count) -> out.printf("%8d  %s%n", count, why));
        out.printf(
                "%s: %d letters read, %d %s (%d of them not for the first time), %d left out by --where%n",
                topic,
                report.read(),
                report.sent(),
                dryRun ? "would be sent back" : "sent back",
                report.sentAgain(),
                report.leftOut());
        if (report.foreign() > 0) {
            out.println(
                    report.foreign() + " come from topics that this pipeline does not read, and stay where they are");
        }
        out.flush();
    }
}
