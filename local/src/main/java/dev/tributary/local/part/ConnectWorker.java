package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/** A Kafka Connect worker inside this JVM. Foreign connectors come from {@code plugin.path}; DuckDB's driver must not: two class loaders would open the file twice, each blind to the other. */
public final class ConnectWorker implements AutoCloseable {

    private final Connect<DistributedHerder> connect;
    private final Connectors connectors;

    private ConnectWorker(Connect<DistributedHerder> connect, Connectors connectors) {
        this.connect = connect;
        this.connectors = connectors;
    }

    /** Starts the worker on a running broker, with connectors from some folders. */
    public static ConnectWorker start(
            List<Path> plugins, DataDirectory directory, Ports ports, String bootstrapServers) {
        return start(config(plugins, ports, bootstrapServers), directory, ports);
    }

    /** The same with exactly-once support for source connectors. */
    public static ConnectWorker startExactlyOnce(
            List<Path> plugins, DataDirectory directory, Ports ports, String bootstrapServers) {
        Map<String, String> config = config(plugins, ports, bootstrapServers);
        config.put("exactly.once.source.support", "enabled");
        return start(config, directory, ports);
    }

    private static ConnectWorker start(Map<String, String> config, DataDirectory directory, Ports ports) {
        Connect<DistributedHerder> connect = new ConnectDistributed().startConnect(config);
        Connectors connectors = new Connectors(
                "http://" + ports.address(Service.CONNECT) + "/connectors",
                directory.logs().resolve("tributary.log"));
        Ready.await("connect", connectors.log(), () -> true, connectors::answers);
        return new ConnectWorker(connect, connectors);
    }

    /** The worker's settings. */
    public static Map<String, String> config(List<Path> plugins, Ports ports, String bootstrapServers) {
        Map<String, String> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", "tributary-connect");
        if (!plugins.isEmpty()) {
            config.put("plugin.path", plugins.stream().map(Path::toString).collect(Collectors.joining(",")));
        }
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
        return config;
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

    public Connectors connectors() {
        return connectors;
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
