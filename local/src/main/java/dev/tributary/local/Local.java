package dev.tributary.local;

import dev.tributary.app.ExitCode;
import dev.tributary.local.origin.Origin;
import dev.tributary.local.origin.Origins;
import dev.tributary.local.part.MariaDbServer;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.RedshiftWarehouse;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.place.Site;
import dev.tributary.local.sample.SampleData;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tributary local}: the whole pipeline on this machine, on sample data. */
@Command(
        name = "tributary local",
        mixinStandardHelpOptions = true,
        versionProvider = LocalCommandLine.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Starts Postgres, Debezium, Kafka, a schema registry, the streams app and DuckDB on this machine,",
            "with the shipped pipeline on sample data, and runs until Ctrl-C."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; with --once: the warehouse equals Postgres",
            "1:--once found a difference",
            "2:wrong usage or configuration",
            "8:a port is in use",
            "9:the directory is in use by another start",
            "10:--once was not done within --timeout",
            "11:a part of the stack did not start"
        })
public final class Local implements Callable<Integer> {

    @Option(
            names = "--once",
            description = "Play a scripted history, wait until the warehouse has it, compare every row and column with"
                    + " the SQL answer of Postgres, and end.")
    private boolean once;

    @Option(
            names = "--employees",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Sample employees (${DEFAULT-VALUE}).")
    private long employees;

    @Option(
            names = "--bonuses",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Sample bonuses (${DEFAULT-VALUE}).")
    private long bonuses;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".tributary",
            description = "Where all data is kept (${DEFAULT-VALUE}).")
    private Path directory = Path.of(".tributary");

    @Option(names = "--fresh", description = "Throw the data of the directory away first.")
    private boolean fresh;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description =
                    "Another pipeline than config/pipelines/payroll.properties; without scripted history and comparison.")
    private @Nullable Path pipeline;

    @Option(
            names = "--warehouse",
            paramLabel = "KIND",
            description = "duckdb; snowflake: the official Snowflake connector against a double of Snowflake; bigquery,"
                    + " redshift: our sinks against doubles (duckdb; with --origin, what suits it).")
    private @Nullable WarehouseKind warehouse;

    @Option(
            names = "--origin",
            paramLabel = "N",
            completionCandidates = LocalCommandLine.OriginNames.class,
            description = "Another source in place of Postgres, with its own pipeline and rows; --once compares the"
                    + " warehouse with what the source says itself. ${COMPLETION-CANDIDATES}.")
    private @Nullable Origins origin;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long --once waits for the warehouse (${DEFAULT-VALUE}).")
    private long timeoutSeconds;

    @Option(names = "--port", paramLabel = "SERVICE=N", description = "Another port for ${COMPLETION-CANDIDATES}.")
    private Map<Service, Integer> ports = Map.of();

    @Option(names = "--free-ports", description = "Any ports that are free.")
    private boolean freePorts;

    @Spec
    private @Nullable CommandSpec spec;

    private final Waiting stopped = new Waiting();

    public static void main(String[] arguments) {
        System.exit(LocalCommandLine.of(new Local()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Installation installation = Installation.find();
        try (DataDirectory data = DataDirectory.open(directory, fresh || (origin != null && origin.forgets()))) {
            System.setProperty("tributary.log.dir", data.logs().toString());
            awaitPrevious(data);
            Ports chosen = freePorts ? Ports.anyFree(data.ports()) : Ports.of(ports, services());
            Steps steps = new Steps(out);
            steps.say("tributary local: data and logs in " + data.root());
            Site site = new Site(installation, data, chosen);
            return origin == null ? runPayroll(site, steps) : runOrigin(origin, site, steps);
        }
    }

    private WarehouseKind warehouse() {
        if (warehouse != null) {
            return warehouse;
        }
        return origin == null ? WarehouseKind.DUCKDB : WarehouseKind.named(origin.warehouse());
    }

    private Set<Service> services() {
        Set<Service> services = EnumSet.copyOf(Service.OF_EVERY_STACK);
        services.addAll(warehouse().services());
        services.addAll(origin == null ? Set.of(Service.POSTGRES) : origin.services());
        return services;
    }

    private int runPayroll(Site site, Steps steps) throws Exception {
        Path file = Optional.ofNullable(pipeline)
                .map(Path::toAbsolutePath)
                .orElse(site.installation().file("config/pipelines/payroll.properties"));
        Setting setting = Setting.of(site, file, warehouse());
        setting.warehouse().requireFit(setting);
        return run(setting, steps);
    }

    private int runOrigin(Origins chosen, Site site, Steps steps) throws Exception {
        if (pipeline != null) {
            throw new LocalException(ExitCode.USAGE, "--origin brings its own pipeline: leave --pipeline out");
        }
        Origin source = chosen.open(site);
        Setting setting = Setting.of(site, site.installation().file(source.pipeline()), warehouse());
        setting.warehouse().requireFit(setting);
        steps.say("origin " + chosen
                + (chosen.forgets() ? "; its source starts empty, and so does everything else" : ""));
        try (OriginStack stack = new OriginStack(setting, steps, source)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack::close), "stop"));
            OriginRun run = new OriginRun(setting, stack, source, steps);
            Duration timeout = Duration.ofSeconds(timeoutSeconds);
            return once ? run.once(timeout) : run.session(stopped, timeout);
        }
    }

    /** Children of a launcher that was killed may still be letting go of their ports and files. */
    private static void awaitPrevious(DataDirectory data) throws Exception {
        PostgresServer.awaitPrevious(data);
        SchemaRegistry.awaitPrevious(data);
        RedshiftWarehouse.awaitPrevious(data);
        MariaDbServer.awaitPrevious(data);
    }

    private int run(Setting setting, Steps steps) throws Exception {
        SampleData sample = new SampleData(employees, bonuses);
        try (Stack stack = new Stack(setting, steps, sample)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack::close), "stop"));
            stack.await();
            if (once) {
                return new Once(setting, stack, steps)
                        .run(sample, pipeline == null, Duration.ofSeconds(timeoutSeconds));
            }
            return new Session(setting, stack, steps).run(sample, stopped);
        }
    }

    private void stop(Runnable close) {
        stopped.end();
        close.run();
    }
}
