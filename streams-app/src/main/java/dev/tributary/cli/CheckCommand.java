package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reports every mistake of the configuration and its pipelines at once, without a broker. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reports every mistake of the configuration and its pipelines, each with file, line and fix.",
            "Needs no broker. Columns of tables whose schema is only in the Schema Registry are checked when 'run' starts."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary check",
            "  ./tributary check --config /etc/tributary/tributary.properties",
            "",
            "Exit codes: 0 nothing is wrong, 2 something is."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ConfiguredPipelines configured = ConfiguredPipelines.inspect(options);
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        out.println("ok   " + options.config());
        configured.pipelines().forEach(pipeline -> new FlowText(pipeline).summary(out));
        configured
                .unresolved()
                .forEach(problem -> out.println("note " + problem.key() + ": " + problem.what() + ", 'run' needs it"));
        out.flush();
        return ExitCode.OK.code();
    }
}
