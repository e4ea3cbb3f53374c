package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.cli.fixtures.JsonFlow;
import dev.tributary.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what flows where. */
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which source columns become which output column, and what Kafka Streams runs.",
            "Needs no broker."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary topology",
            "  ./tributary topology --format mermaid > flow.mmd",
            "  ./tributary topology --format json | jq '.outputs[].columns[] | {name, from}'"
        })
final class TopologyCommand implements Callable<Integer> {
    /** How it is shown. */
    enum Format {
        TEXT,
        MERMAID,
        JSON
    }

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--format", description = "text (default), mermaid or json", paramLabel = "FORMAT")
    private Format format = Format.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        ConfiguredPipelines.inspect(options).pipelines().forEach(pipeline -> print(pipeline, out));
        out.flush();
        return ExitCode.OK.code();
    }

    private void print(Pipeline pipeline, PrintWriter out) {
        switch (format) {
            case MERMAID -> new FlowMermaid(pipeline).print(out);
            case JSON -> new FlowJson(pipeline).print(out, description(pipeline));
            case TEXT -> {
                new FlowText(pipeline).lineage(out);
                out.println();
                out.print(description(pipeline));
            }
        }
    }

    private static String description(Pipeline pipeline) {
        return new JsonFlow(pipeline)
                .topology(ConfiguredPipelines.ANY_KEY)
                .describe()
                .toString();
    }
}
