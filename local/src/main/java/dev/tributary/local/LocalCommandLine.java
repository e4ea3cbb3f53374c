package dev.tributary.local;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.config.InvalidConfiguration;
import dev.tributary.local.origin.Origins;
import dev.tributary.local.place.LocalException;
import java.util.ArrayList;
import java.util.stream.Stream;
import picocli.CommandLine;

/** How the words of the command line are read, and how a failure is told. */
final class LocalCommandLine {
    private LocalCommandLine() {}

    static CommandLine of(Local command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Origins.class, LocalCommandLine::origin)
                .setExecutionExceptionHandler(LocalCommandLine::explain);
    }

    private static Origins origin(String number) {
        try {
            return Origins.of(number);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println("tributary local: " + message);
        command.getErr().flush();
        if (failure instanceof LocalException ours) {
            return ours.exitCode();
        }
        if (failure instanceof StartFailure start) {
            return start.exitCode().code();
        }
        return failure instanceof InvalidConfiguration ? ExitCode.USAGE.code() : ExitCode.PART_FAILED.code();
    }

    /** The origins, for the help. */
    static final class OriginNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        OriginNames() {
            super(Stream.of(Origins.values()).map(Origins::toString).toList());
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Local.class.getPackage().getImplementationVersion();
            return new String[] {"tributary " + (version == null ? "(not packaged)" : version)};
        }
    }
}
