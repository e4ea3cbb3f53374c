package dev.tributary.local.snowflake;

import dev.tributary.app.ExitCode;
import dev.tributary.cli.live.Findings;
import dev.tributary.cli.live.LiveCheck;
import dev.tributary.config.AppConfig;
import dev.tributary.local.place.Installation;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Masking;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** {@code tributary check --connect} with the shipped pipeline, asked about a connector of the stand. */
final class StandCheck {

    static final String NAME = "checked";

    private static final Masking ANY_KEY = Masking.keyed("a key to check expressions with");

    private final Map<String, String> overrides;
    private final String connectUrl;
    private final Path file;

    /** What it printed, and the exit code. */
    record Said(ExitCode code, String text) {}

    StandCheck(Path folder, String bootstrapServers, String registryUrl, String connectUrl) {
        this.overrides = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "tributary.token.key",
                "not needed to look at things");
        this.connectUrl = connectUrl;
        this.file = folder.resolve("checked.properties");
    }

    static Pipeline pipeline() {
        return PipelineFile.read(Installation.find().file("config/pipelines/payroll.properties"));
    }

    /** Writes the connector's file and looks. */
    Said look(Map<String, String> connector, Map<TopicPartition, Long> tokens) throws IOException {
        Map<String, String> named = new TreeMap<>(connector);
        named.put("name", NAME);
        Files.writeString(
                file,
                named.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        AppConfig config = AppConfig.inspect(Installation.find().file("config/tributary.properties"), overrides);
        Findings findings = new LiveCheck(config, ANY_KEY)
                .look(List.of(pipeline()), new LiveCheck.Connect(connectUrl, List.of(file), tokens));
        StringWriter text = new StringWriter();
        findings.print(new PrintWriter(text));
        return new Said(findings.exitCode(), text.toString());
    }
}
