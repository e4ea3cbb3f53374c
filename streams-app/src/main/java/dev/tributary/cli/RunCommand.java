package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StreamsRunner;
import dev.tributary.config.AppConfig;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The production process. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the configured pipeline until it is told to stop.",
            "SIGTERM or Ctrl-C finishes what is in flight, commits, and leaves the group, so that other instances take over",
            "at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary run --config config/tributary.properties",
            "  ./tributary run --set bootstrap.servers=broker:9092 --set num.stream.threads=4",
            "",
            "Exit codes:",
            "   0 stopped as told                       5 the Schema Registry did not answer, or refused a schema",
            "   2 bad usage or configuration            6 a stream thread died of a failure that is no bad record",
            "   3 no broker answered                    7 a state store could not be opened or read",
            "   4 a change topic does not exist         8 tributary.metrics.port is taken"
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        List<Pipeline> pipelines = ConfiguredPipelines.inspect(options).pipelines();
        AppConfig config = AppConfig.load(options.config(), options.overrides());
        StreamsRunner runner = StreamsRunner.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runner), "stop"));
        while (!runner.awaitRunning(PATIENCE) && runner.failure().isEmpty()) {
            say(out, "still starting: tables are being read from Kafka");
        }
        if (runner.failure().isEmpty()) {
            pipelines.forEach(pipeline -> say(out, "running " + state(pipeline, config)));
        }
        runner.awaitEnd();
        return end(runner, out);
    }

    private int end(StreamsRunner runner, PrintWriter out) {
        Optional<Throwable> failure = runner.failure();
        if (failure.isEmpty()) {
            return ExitCode.OK.code();
        }
        // From here on the exit code is the failure's, whatever the shutdown hook finds.
        ended.set(true);
        ExitCode code = Failures.of(failure.get());
        say(out, "stopped: " + code.meaning() + " (" + code + ", exit " + code.code() + "); the log above says more");
        return code.code();
    }

    /** A signal makes Java exit with 143; a stop that was asked for and done in order is a success. */
    private void stop(StreamsRunner runner) {
        if (ended.compareAndSet(false, true)) {
            runner.close();
            Runtime.getRuntime().halt(ExitCode.OK.code());
        }
    }

    private static String state(Pipeline pipeline, AppConfig config) {
        String tables = pipeline.tables().stream().map(Table::topic).collect(Collectors.joining(", "));
        String outputs = pipeline.outputs().stream().map(Output::topic).collect(Collectors.joining(", "));
        return pipeline.name() + ": " + tables + " -> " + outputs + "; "
                + config.streamsProperties().getProperty("num.stream.threads") + " threads, "
                + config.streamsProperties().getProperty("processing.guarantee") + ", group "
                + config.applicationId() + " at "
                + config.streamsProperties().getProperty("bootstrap.servers");
    }

    private static void say(PrintWriter out, String line) {
        out.println("tributary: " + line);
        out.flush();
    }
}
