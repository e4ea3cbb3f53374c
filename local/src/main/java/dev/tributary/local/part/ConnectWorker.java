package dev.tributary.local.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/** A Kafka Connect worker inside this JVM. Foreign connectors come from {@code plugin.path}; DuckDB's driver must not: two class loaders would open the file twice, each blind to the other. */
public final class ConnectWorker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connect<DistributedHerder> connect;
    private final String url;
    private final Path log;

    private ConnectWorker(Connect<DistributedHerder> connect, String url, Path log) {
        this.connect = connect;
        this.url = url;
        this.log = log;
    }

    /** Starts the worker on a running broker, with connectors from some folders. */
    public static ConnectWorker start(
            List<Path> plugins, DataDirectory directory, Ports ports, String bootstrapServers) {
        Map<String, String> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", "tributary-connect");
        config.put("plugin.path", plugins.stream().map(Path::toString).collect(Collectors.joining(",")));
        config.put("plugin.discovery", "service_load");
        config.put("listeners", "http://" + ports.address(Service.CONNECT));
        config.put("rest.advertised.host.name", Ports.HOST);
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("config.providers", "env,file");
        config.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        config.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        for (String kind : new String[] {"config", "offset", "status"}) {
            config.put(kind + ".storage.topic", "connect-" + kind);
            config.put(kind + ".storage.replication.factor", "1");
        }
        config.put("offset.storage.partitions", "1");
        config.put("status.storage.partitions", "1");
        quick(config);
        Connect<DistributedHerder> connect = new ConnectDistributed().startConnect(config);
        String url = "http://" + ports.address(Service.CONNECT) + "/connectors";
        ConnectWorker worker = new ConnectWorker(connect, url, directory.logs().resolve("tributary.log"));
        Ready.await("connect", worker.log, () -> true, () -> Http.answers(url));
        return worker;
    }

    /** A worker alone in its group has nobody to wait for; the positions it commits are what a restart repeats from. */
    private static void quick(Map<String, String> config) {
        config.put("offset.flush.interval.ms", "500");
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("session.timeout.ms", "6000");
        config.put("heartbeat.interval.ms", "1500");
        config.put("consumer.session.timeout.ms", "6000");
        config.put("consumer.heartbeat.interval.ms", "1500");
        config.put("consumer.metadata.max.age.ms", "2000");
        config.put("task.shutdown.graceful.timeout.ms", "5000");
    }

    /** Creates or updates a connector and waits until it and its tasks run. */
    public void run(String name, Map<String, String> config) throws IOException {
        Http.put(url + "/" + name + "/config", JSON.writeValueAsString(config));
        Ready.await(name, log, () -> failure(name).isEmpty(), () -> isRunning(name));
    }

    /** The state of a connector or of a task that has failed, with the first line of its error. */
    public Optional<String> failure(String name) {
        JsonNode status = status(name);
        if (isFailed(status.path("connector"))) {
            return Optional.of(name + ": " + firstLine(status.path("connector")));
        }
        for (JsonNode task : status.path("tasks")) {
            if (isFailed(task)) {
                return Optional.of(name + ": " + firstLine(task));
            }
        }
        return Optional.empty();
    }

    private boolean isRunning(String name) {
        JsonNode status = status(name);
        boolean running = "RUNNING".equals(status.at("/connector/state").asText())
                && !status.path("tasks").isEmpty();
        for (JsonNode task : status.path("tasks")) {
            running &= "RUNNING".equals(task.path("state").asText());
        }
        return running;
    }

    private JsonNode status(String name) {
        try {
            return JSON.readTree(Http.get(url + "/" + name + "/status"));
        } catch (IOException e) {
            // not known yet: the worker is still reading its own topics
            return JSON.nullNode();
        }
    }

    private static boolean isFailed(JsonNode state) {
        return "FAILED".equals(state.path("state").asText());
    }

    private static String firstLine(JsonNode state) {
        return state.path("trace").asText().lines().findFirst().orElse("failed");
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
