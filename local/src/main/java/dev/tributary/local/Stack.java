package dev.tributary.local;

import dev.tributary.local.Running.Part;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.PayrollSource;
import dev.tributary.local.part.PostgresServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.part.Topics;
import dev.tributary.local.part.Warehouse;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.place.Service;
import dev.tributary.local.sample.SampleData;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** All parts of the pipeline, running; those that do not need each other start side by side. */
final class Stack implements AutoCloseable {

    private final Setting setting;
    private final Steps steps;
    private final Topics topics;
    private final Running running = new Running();

    private final CompletableFuture<PostgresServer> postgres;
    private final CompletableFuture<SchemaRegistry> registry;
    private final CompletableFuture<KafkaBroker> broker;
    private final CompletableFuture<Warehouse> warehouse;
    private final CompletableFuture<ConnectWorker> connect;
    private final CompletableFuture<StreamsApp> app;
    private final CompletableFuture<String> source;
    private final CompletableFuture<String> sink;
    private final ExecutorService starters = Executors.newCachedThreadPool(Stack::daemon);

    /** Begins to start everything; {@link #await} waits for it. */
    Stack(Setting setting, Steps steps, SampleData sample) {
        this.setting = setting;
        this.steps = steps;
        this.topics = setting.topics();
        postgres = after(Stream.of(), () -> startPostgres(sample));
        broker = after(Stream.of(), this::startBroker);
        registry = after(Stream.of(), this::startRegistry);
        warehouse = after(Stream.of(), this::startWarehouse);
        connect = after(Stream.of(broker, warehouse), this::startConnect);
        app = after(Stream.of(broker, registry), this::startApp);
        source = after(Stream.of(postgres, connect, registry), this::runSource);
        sink = after(Stream.of(connect, registry), this::runSink);
    }

    /** Returns when every part is ready; when one fails, after the others have come to rest. */
    void await() throws Exception {
        try {
            CompletableFuture.allOf(postgres, broker, registry, warehouse, connect, app, source, sink)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            starters.shutdown();
        }
    }

    private <T> CompletableFuture<T> after(Stream<CompletableFuture<?>> needed, Callable<T> start) {
        return CompletableFuture.allOf(needed.toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(
                        ready -> {
                            try {
                                return start.call();
                            } catch (Exception e) {
                                throw e instanceof RuntimeException unchecked ? unchecked : new CompletionException(e);
                            }
                        },
                        starters);
    }

    private <T extends AutoCloseable> T started(Part part, Callable<T> start, Steps.Described<T> where)
            throws Exception {
        return steps.run(part.name().toLowerCase(Locale.ROOT), where, () -> {
            T result = start.call();
            running.add(part, result);
            return result;
        });
    }

    private PostgresServer startPostgres(SampleData sample) throws Exception {
        PostgresServer server = started(
                Part.POSTGRES,
                () -> PostgresServer.start(setting.installation(), setting.directory(), setting.ports()),
                it -> setting.ports().address(Service.POSTGRES) + ", database " + PostgresServer.DATABASE);
        try (Connection connection = server.connect()) {
            sample.loadForSnapshot(connection);
        }
        return server;
    }

    private KafkaBroker startBroker() throws Exception {
        KafkaBroker kafka = started(
                Part.KAFKA,
                () -> KafkaBroker.start(setting.directory(), setting.ports()),
                KafkaBroker::bootstrapServers);
        topics.createChanges(kafka.bootstrapServers());
        return kafka;
    }

    private SchemaRegistry startRegistry() throws Exception {
        return started(
                Part.REGISTRY,
                () -> SchemaRegistry.start(setting.installation(), setting.directory(), setting.ports()),
                SchemaRegistry::url);
    }

    private Warehouse startWarehouse() throws Exception {
        Warehouse opened = setting.warehouse().open(setting);
        running.add(Part.WAREHOUSE, opened);
        return opened;
    }

    private ConnectWorker startConnect() throws Exception {
        List<Path> plugins = new ArrayList<>(List.of(setting.installation().built("plugins")));
        plugins.addAll(warehouse.join().plugins());
        ConnectWorker worker = started(
                Part.CONNECT,
                () -> ConnectWorker.start(
                        plugins,
                        setting.directory(),
                        setting.ports(),
                        broker.join().bootstrapServers()),
                it -> "http://" + setting.ports().address(Service.CONNECT));
        worker.connectors()
                .keepOnly(List.of(PayrollSource.NAME, warehouse.join().connector()));
        return worker;
    }

    private StreamsApp startApp() throws Exception {
        Map<String, String> servers = Map.of(
                "bootstrap.servers", broker.join().bootstrapServers(),
                "schema.registry.url", registry.join().url());
        return started(
                Part.STREAMS,
                () -> StreamsApp.start(setting.installation(), setting.directory(), setting.pipeline(), servers),
                it -> "application " + StreamsApp.APPLICATION);
    }

    private String runSource() throws Exception {
        Map<String, String> config = PayrollSource.config(
                setting.installation(), setting.ports(), Secrets.of(setting.directory()), registry.join());
        return runConnector("source", PayrollSource.NAME, config);
    }

    private String runSink() throws Exception {
        Map<String, String> config = warehouse.join().config(topics.outputs(), registry.join());
        return runConnector("sink", warehouse.join().connector(), config);
    }

    private String runConnector(String step, String name, Map<String, String> config) throws Exception {
        return steps.run(step, it -> "connector " + it, () -> {
            connect.join().connectors().run(name, config);
            return name;
        });
    }

    PostgresServer postgres() {
        return postgres.join();
    }

    KafkaBroker broker() {
        return broker.join();
    }

    SchemaRegistry registry() {
        return registry.join();
    }

    Warehouse warehouse() {
        return warehouse.join();
    }

    Topics topics() {
        return topics;
    }

    /** What has stopped working since the start, in one line. */
    Optional<String> failure() {
        return app.join()
                .failure()
                .map(error -> "streams: " + error.getClass().getName())
                .or(() -> connect.join().connectors().failure(PayrollSource.NAME))
                .or(() -> connect.join().connectors().failure(warehouse.join().connector()));
    }

    @Override
    public void close() {
        running.close();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        return thread;
    }
}
