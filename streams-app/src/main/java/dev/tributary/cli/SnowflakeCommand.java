package dev.tributary.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a Snowflake account needs before the connector can write to it. */
@Command(
        name = "snowflake",
        mixinStandardHelpOptions = true,
        subcommands = {SnowflakeKeygenCommand.class, SnowflakeDdlCommand.class},
        description = "Makes the connector's key pair, and the SQL of user, role and tables. Connects to nothing.",
        footerHeading = "%nIn this order:%n",
        footer = {
            "  ./tributary snowflake keygen --dir /etc/tributary/snowflake",
            "  ./tributary snowflake ddl > payroll.sql       run it in Snowflake, then alter-user.sql of the step before",
            "  ./tributary check --connect --connector connectors/snowflake-payroll-sink.properties"
        })
final class SnowflakeCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        throw new ParameterException(command.commandLine(), "keygen or ddl?");
    }
}
