package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.config.ConfigReference;
import dev.tributary.pipeline.PipelineKeys;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every configuration key, from the definitions that the program itself reads. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "Prints every configuration key with its default and what it does.")
final class ReferenceCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        out.print(ConfigReference.print(PipelineKeys.ALL));
        out.flush();
        return ExitCode.OK.code();
    }
}
