package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.app.PipelineSetup;
import dev.tributary.app.StartFailure;
import dev.tributary.app.TableSchemas;
import dev.tributary.config.AppConfig;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Expressions;
import dev.tributary.snowflake.Names;
import dev.tributary.snowflake.PipelineDdl;
import dev.tributary.snowflake.Refresh;
import dev.tributary.snowflake.SqlName;
import dev.tributary.topology.OutputSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the SQL of what a pipeline's outputs need in Snowflake. */
@Command(
        name = "ddl",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the SQL of user, role, warehouse, database, schema, and of each output's landing, current and history tables.",
            "Needs neither Snowflake nor a broker; the Schema Registry only where a table declares no schema."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary snowflake ddl > schemas/snowflake/payroll.sql",
            "  ./tributary snowflake ddl --pipeline config/pipelines/shop.properties --database analytics --schema shop",
            "  ./tributary snowflake ddl --lag '5 minutes'   --views: computed when read, no warehouse runs in between"
        })
final class SnowflakeDdlCommand implements Callable<Integer> {
    static final String PRINCIPAL = "tributary_connector";

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "FILE",
            description = "The pipeline file; default: the one that the configuration names.")
    private @Nullable Path file;

    @Option(names = "--database", paramLabel = "NAME", description = "Default: tributary")
    private String database = "tributary";

    @Option(names = "--schema", paramLabel = "NAME", description = "Default: the pipeline's name")
    private @Nullable String schema;

    @Option(names = "--warehouse", paramLabel = "NAME", description = "Refreshes dynamic tables. Default: tributary_wh")
    private String warehouse = "tributary_wh";

    @Option(names = "--role", paramLabel = "NAME", description = "The connector's role. Default: " + PRINCIPAL)
    private String role = PRINCIPAL;

    @Option(names = "--user", paramLabel = "NAME", description = "The connector's user. Default: " + PRINCIPAL)
    private String user = PRINCIPAL;

    @Option(names = "--lag", paramLabel = "TIME", description = "TARGET_LAG of the dynamic tables. Default: 1 minute")
    private String lag = "1 minute";

    @Option(names = "--views", description = "Plain views in place of dynamic tables.")
    private boolean views;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        for (Pipeline pipeline : pipelines()) {
            out.print(new PipelineDdl(pipeline, names(pipeline), refresh(), outputs(pipeline)).text());
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private List<Pipeline> pipelines() {
        return file == null
                ? ConfiguredPipelines.inspect(options).pipelines()
                : List.of(PipelineFile.read(file, new Expressions(ConfiguredPipelines.ANY_KEY)));
    }

    private Map<String, OutputSchema> outputs(Pipeline pipeline) {
        return OutputSchema.all(
                pipeline, TableSchemas.present(registry(pipeline), pipeline), ConfiguredPipelines.ANY_KEY);
    }

    private @Nullable SchemaRegistryClient registry(Pipeline pipeline) {
        boolean declared =
                pipeline.tables().stream().allMatch(table -> table.schema().isPresent());
        return declared
                ? null
                : PipelineSetup.registry(AppConfig.inspect(options.config(), options.overrides()), pipeline);
    }

    private Names names(Pipeline pipeline) {
        String home = schema == null ? pipeline.name().replace('-', '_') : schema;
        return new Names(
                name("--database", database),
                name("--schema", home),
                name("--warehouse", warehouse),
                name("--role", role),
                name("--user", user));
    }

    private Refresh refresh() {
        try {
            return new Refresh(views ? Optional.empty() : Optional.of(lag));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(ExitCode.USAGE, "--lag: " + e.getMessage());
        }
    }

    static SqlName name(String option, String name) {
        try {
            return new SqlName(name);
        } catch (IllegalArgumentException e) {
            throw new StartFailure(ExitCode.USAGE, option + ": " + e.getMessage());
        }
    }
}
