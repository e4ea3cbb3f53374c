package dev.tributary.local.truth;

import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.DuckDbWarehouse;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.PayrollSource;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.SnowflakeWarehouse;
import dev.tributary.local.part.Topics;
import dev.tributary.local.part.Warehouse;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The embedded stack, its broker behind a proxy and its streams app in two processes of its own, so that each can be broken. */
final class BreakableStack implements AutoCloseable {
    static final String APPLICATION = "tributary-truth";

    private final Installation installation = Installation.find();
    private final DataDirectory directory;
    private final Ports ports;
    private final Warehouse warehouse;
    private final Path pipelineFile;
    private final Pipeline pipeline;
    private final PostgresServer postgres;
    private final SchemaRegistry registry;
    private final CuttableProxy proxy;
    private final KafkaBroker broker;
    private ConnectWorker connect;
    private final Instances apps;

    BreakableStack(Path root) throws Exception {
        directory = DataDirectory.open(root, false);
        ports = Ports.anyFree(directory.ports());
        pipelineFile = Files.writeString(directory.root().resolve("truth.properties"), pipelineText());
        pipeline = PipelineFile.read(pipelineFile);
        warehouse = System.getProperty("truth.warehouse", "duckdb").equals("snowflake")
                ? SnowflakeWarehouse.start(installation, directory, ports, pipeline)
                : DuckDbWarehouse.of(directory);
        CompletableFuture<PostgresServer> startingPostgres =
                async(() -> PostgresServer.start(installation, directory, ports));
        CompletableFuture<SchemaRegistry> startingRegistry =
                async(() -> SchemaRegistry.start(installation, directory, ports));
        proxy = new CuttableProxy(ports.of(Service.KAFKA));
        broker = KafkaBroker.start(directory, ports, proxy.address());
        topics().createChanges(broker.bootstrapServers());
        connect = startConnect();
        postgres = startingPostgres.join();
        registry = startingRegistry.join();
        apps = new Instances(2, this::startApp);
    }

    private interface Start<T> {
        T now() throws IOException, SQLException;
    }

    private static <T> CompletableFuture<T> async(Start<T> start) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return start.now();
            } catch (IOException | SQLException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** The shipped joins with the long text among the columns, and nothing hidden. */
    private String pipelineText() {
        return """
                pipeline = truth
                tables = payroll, bonus
                table.payroll.topic  = hr.public.payroll
                table.payroll.key    = employee_id
                table.payroll.format = avro
                table.payroll.columns = employee_id long, first_name string, last_name string, age int?, ssn string, \\
                  hourly_rate decimal(12,2)?, gender string?, email string?, resume string?
                table.bonus.topic  = hr.public.bonus
                table.bonus.key    = bonus_id
                table.bonus.format = avro
                table.bonus.schema = %1$s/schemas/hr.public.bonus.avsc
                outputs = truth
                output.truth.topic = topic_truth
                output.truth.from  = bonus
                output.truth.join  = payroll
                output.truth.join.payroll.on = bonus.employee_id
                output.truth.fields = bonus.bonus_id, payroll.employee_id, payroll.first_name, payroll.last_name, \\
                  payroll.age, payroll.ssn, payroll.hourly_rate, bonus.bonus, payroll.gender, payroll.email, payroll.resume
                """.formatted(installation.home());
    }

    /** Starts both connectors: the source takes its snapshot now. */
    void connect() throws IOException {
        connect.connectors().run(warehouse.connector(), warehouse.config(topics().outputs(), registry));
        Map<String, String> source = PayrollSource.config(installation, ports, Secrets.of(directory), registry);
        source.put("retriable.restart.connector.wait.ms", "500");
        connect.connectors().run(PayrollSource.NAME, source);
    }

    private ConnectWorker startConnect() {
        List<Path> plugins = new ArrayList<>(List.of(installation.built("plugins")));
        plugins.addAll(warehouse.plugins());
        return ConnectWorker.start(plugins, directory, ports, broker.bootstrapServers());
    }

    private Process startApp(int instance) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dtributary.home=" + installation.home()));
        command.addAll(List.of("-Dlog4j2.configurationFile=" + installation.file("config/log4j2.properties")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tributary.Tributary", "run"));
        command.addAll(List.of(
                "--config", installation.file("config/tributary.properties").toString()));
        for (String setting : settings(instance)) {
            command.addAll(List.of("--set", setting));
        }
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(appLog().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return started;
    }

    private List<String> settings(int instance) {
        return List.of(
                "application.id=" + APPLICATION,
                "bootstrap.servers=" + broker.bootstrapServers(),
                "schema.registry.url=" + registry.url(),
                "tributary.pipelines=" + pipelineFile,
                "tributary.token.key=not needed by this pipeline",
                "state.dir=" + directory.folder("streams-" + instance),
                "commit.interval.ms=200",
                "processing.guarantee=exactly_once_v2",
                "consumer.session.timeout.ms=3000",
                "consumer.heartbeat.interval.ms=1000");
    }

    /** Kills an instance of the streams app as a crash does, and starts it again. */
    void killApp() throws IOException, InterruptedException {
        apps.killOne();
    }

    /** Ends the connection that the source reads the log through. */
    void killReplication() throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL");
        }
    }

    /** Resets the connections of all clients to the broker. */
    void cutConnections() {
        proxy.cut();
    }

    void restartSource() throws IOException, InterruptedException {
        restart(PayrollSource.NAME);
    }

    void restartSink() throws IOException, InterruptedException {
        restart(warehouse.connector());
    }

    private void restart(String connector) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + ports.address(Service.CONNECT) + "/connectors/" + connector
                + "/restart?includeTasks=true&onlyFailed=false");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        // 409: the worker is rebalancing, perhaps because of the last blow
        if (answer.statusCode() / 100 != 2 && answer.statusCode() != 409) {
            throw new IOException("restart of " + connector + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Stops the whole Connect worker, both connectors with it, and starts another. */
    void restartWorker() {
        connect.close();
        connect = startConnect();
    }

    /** What has stopped working for good, in one line; empty when nothing has. */
    String failure() throws IOException {
        if (apps.ended().isPresent()) {
            return "the streams app ended by itself with " + apps.ended().get() + ": see " + appLog() + "\n"
                    + tail(appLog());
        }
        return connect.connectors()
                .failure(PayrollSource.NAME)
                .or(() -> connect.connectors().failure(warehouse.connector()))
                .orElse("");
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private Path appLog() {
        return directory.logs().resolve("app.log");
    }

    Connection postgres() throws SQLException {
        return postgres.connect();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Topics topics() {
        return Topics.of(pipeline);
    }

    Warehouse warehouse() {
        return warehouse;
    }

    @Override
    public void close() throws IOException, SQLException {
        apps.close();
        connect.close();
        warehouse.close();
        postgres.close();
        broker.close();
        registry.close();
        proxy.close();
        directory.close();
    }
}
