package dev.tributary.local;

import dev.tributary.local.check.Backlog;
import dev.tributary.local.origin.Origin;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.part.Topics;
import dev.tributary.local.part.Warehouse;
import dev.tributary.local.place.Service;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An origin with everything behind it: broker, registry, worker, application, warehouse. */
final class OriginStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OriginStack.class);

    private final Setting setting;
    private final Steps steps;
    private final Topics topics;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Collection<String> connectors = new ArrayList<>();
    private final SchemaRegistry registry;
    private final KafkaBroker broker;
    private final Warehouse warehouse;
    private final ConnectWorker worker;
    private final StreamsApp app;

    /** Starts everything; closes what has started when something does not. */
    OriginStack(Setting setting, Steps steps, Origin origin) throws Exception {
        this.setting = setting;
        this.steps = steps;
        this.topics = setting.topics();
        try {
            registry = part(
                    "registry",
                    SchemaRegistry::url,
                    () -> SchemaRegistry.start(setting.installation(), setting.directory(), setting.ports()));
            broker = part(
                    "kafka",
                    KafkaBroker::bootstrapServers,
                    () -> KafkaBroker.start(setting.directory(), setting.ports()));
            topics.createChanges(broker.bootstrapServers());
            running.push(origin);
            steps.run("source", where -> where, origin::start);
            warehouse = part(
                    "warehouse", Warehouse::place, () -> setting.warehouse().open(setting));
            worker = part("connect", it -> "http://" + setting.ports().address(Service.CONNECT), () -> worker(origin));
            app = part("streams", it -> "application " + StreamsApp.APPLICATION, this::startApp);
            runConnectors(origin);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T part(String name, Steps.Described<T> where, Callable<T> start)
            throws Exception {
        return steps.run(name, where, () -> {
            T part = start.call();
            running.push(part);
            return part;
        });
    }

    private ConnectWorker worker(Origin origin) {
        List<Path> plugins = Stream.concat(origin.plugins().stream(), warehouse.plugins().stream())
                .toList();
        return ConnectWorker.startExactlyOnce(plugins, setting.directory(), setting.ports(), broker.bootstrapServers());
    }

    private StreamsApp startApp() throws Exception {
        return StreamsApp.start(
                setting.installation(),
                setting.directory(),
                setting.pipeline(),
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
    }

    private void runConnectors(Origin origin) throws Exception {
        run(warehouse.connector(), warehouse.config(topics.outputs(), registry));
        for (Map.Entry<String, Map<String, String>> each :
                origin.connectors(broker.bootstrapServers(), registry).entrySet()) {
            run(each.getKey(), each.getValue());
        }
    }

    private void run(String name, Map<String, String> config) throws Exception {
        steps.run("connector", it -> it, () -> {
            worker.connectors().run(name, config);
            connectors.add(name);
            return name;
        });
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Topics topics() {
        return topics;
    }

    SchemaRegistry registry() {
        return registry;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What waits in Kafka for the application and for the sink. */
    Backlog backlog() {
        return new Backlog(broker.bootstrapServers(), warehouse.countsTombstones());
    }

    /** What has stopped working since the start, in one line. */
    Optional<String> failure() {
        return app.failure()
                .map(error -> "streams: " + error.getClass().getName())
                .or(() -> connectors.stream()
                        .flatMap(name -> worker.connectors().failure(name).stream())
                        .findFirst());
    }

    /** Readers before what they read. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try (AutoCloseable part = running.pop()) {
                LOG.debug("closing {}", part);
            } catch (Exception e) {
                LOG.warn("a part did not close cleanly", e);
            }
        }
    }
}
