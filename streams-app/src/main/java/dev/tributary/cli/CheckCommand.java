package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.cli.live.Findings;
import dev.tributary.cli.live.LiveCheck;
import dev.tributary.config.AppConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports every mistake of the configuration and its pipelines at once; with --connect also of what they run on. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reports every mistake of the configuration and its pipelines, each with file, line and fix.",
            "Needs no broker. Columns of tables whose schema is only in the Schema Registry are checked when 'run' starts.",
            "With --connect it also asks, and changes nothing: the brokers for topics, partitions and cleanup policies, the Schema",
            "Registry whether it takes the outputs, the Connect worker for plugins, configurations, states and offsets."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary check",
            "  ./tributary check --config /etc/tributary/tributary.properties",
            "  ./tributary check --connect --connector connectors/snowflake-payroll-sink.properties",
            "  ./tributary check --connect --channel-token topic_payroll_complete-0=41",
            "",
            "Exit codes: 0 nothing is wrong, 2 the configuration is. With --connect also 1 a connector or a topic is not as it should",
            "be, 3 no broker answered, 4 a change topic does not exist, 5 the Schema Registry did not answer, or refuses a schema."
        })
final class CheckCommand implements Callable<Integer> {
    private static final Pattern PLACE = Pattern.compile("(.+)-(\\d{1,9})");

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--connect", description = "Also looks at brokers, Schema Registry and connectors.")
    private boolean connect;

    @Option(
            names = "--connect-url",
            paramLabel = "URL",
            description = "A Connect worker. Default: http://localhost:8083")
    private String connectUrl = "http://localhost:8083";

    @Option(
            names = "--connector",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Connectors to be validated by the worker; none: the state of all that it has.")
    private List<Path> connectors = new ArrayList<>();

    @Option(
            names = "--channel-token",
            paramLabel = "TOPIC-PARTITION=OFFSET",
            description =
                    "A Snowflake channel's offset token (SHOW CHANNELS), to be compared with the end of its topic.")
    private Map<String, Long> channelTokens = new LinkedHashMap<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ConfiguredPipelines configured = ConfiguredPipelines.inspect(options);
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        out.println("ok   " + options.config());
        configured.pipelines().forEach(pipeline -> new FlowText(pipeline).summary(out));
        configured.pipelines().forEach(pipeline -> new FlowText(pipeline).notes(out));
        configured
                .unresolved()
                .forEach(problem -> out.println("note " + problem.key() + ": " + problem.what() + ", 'run' needs it"));
        out.flush();
        return connect ? live(configured, out) : ExitCode.OK.code();
    }

    private int live(ConfiguredPipelines configured, PrintWriter out) {
        AppConfig config = AppConfig.inspect(options.config(), options.overrides());
        LiveCheck.Connect seen = new LiveCheck.Connect(connectUrl, connectors, tokens());
        Findings findings = new LiveCheck(config, ConfiguredPipelines.ANY_KEY).look(configured.pipelines(), seen);
        findings.print(out);
        return findings.exitCode().code();
    }

    private Map<TopicPartition, Long> tokens() {
        Map<TopicPartition, Long> tokens = new LinkedHashMap<>();
        channelTokens.forEach((place, token) -> {
            Matcher matcher = PLACE.matcher(place);
            if (!matcher.matches()) {
                throw new StartFailure(
                        ExitCode.USAGE, "--channel-token: '" + place + "' is no partition; write topic-0=41");
            }
            tokens.put(new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2))), token);
        });
        return tokens;
    }
}
