package dev.tributary.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command tree. */
@Command(
        name = "tributary",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TopologyCommand.class,
            TestCommand.class,
            SnowflakeCommand.class,
            ReplayCommand.class,
            ReferenceCommand.class
        },
        description = {
            "Turns change topics into joined, current, correct rows.",
            "",
            "A pipeline is one properties file: which change topics are tables, how they are joined, which columns go out."
        },
        footerHeading = "%nSee it run, then make it yours:%n",
        footer = {
            "  ./tributary local --once                      everything on this machine, with sample data, compared with SQL",
            "  ./tributary check                             what is wrong with the configuration, with the fix",
            "  ./tributary test config/pipelines             your examples, through the real topology, without a broker",
            "  ./tributary topology --format mermaid         a picture; which source column feeds which output column",
            "  ./tributary run --config config/tributary.properties",
            "  ./tributary replay --dry-run                  which records died, and why; without --dry-run: send them back",
            "",
            "Exit codes: 0 done, 1 the thing checked is false, 2 bad usage or configuration; 'run --help' names the others."
        })
public final class RootCommand implements Runnable {
    private static final int WIDTH = 120;

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs a command line and returns the process's exit status. */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new RootCommand())
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        throw new ParameterException(command.commandLine(), "which command?");
    }

    static PrintWriter out(CommandSpec spec) {
        return spec.commandLine().getOut();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(RootCommand.class.getPackage().getImplementationVersion())
                    .orElse("built from source");
            return new String[] {"tributary " + version, "Java " + Runtime.version()};
        }
    }
}
