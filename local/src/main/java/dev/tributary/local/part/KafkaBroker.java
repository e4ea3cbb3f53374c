package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** One Kafka broker, its own controller, inside this JVM. */
public final class KafkaBroker implements AutoCloseable {

    private static final String NODE = "1";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Path running;

    private KafkaBroker(KafkaRaftServer server, String bootstrapServers, Path running) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.running = running;
    }

    /** Starts the broker, formatting its log directory on the first start. */
    public static KafkaBroker start(DataDirectory directory, Ports ports) throws IOException {
        return start(directory, ports, ports.address(Service.KAFKA));
    }

    /** Starts a broker that tells its clients to come to {@code advertised}, {@code host:port}. */
    public static KafkaBroker start(DataDirectory directory, Ports ports, String advertised) throws IOException {
        Path home = directory.folder("kafka");
        Properties config = config(home, ports);
        if (!advertised.equals(ports.address(Service.KAFKA))) {
            config.setProperty("advertised.listeners", "PLAINTEXT://" + advertised);
        }
        if (!Files.exists(home.resolve("log/meta.properties"))) {
            format(home, config, directory.logs().resolve("kafka-format.log"));
        }
        Path running = home.resolve("running");
        if (Files.exists(running)) {
            KilledBroker.fence(config, directory.logs());
        }
        Files.writeString(running, "there is no such file after a clean end");
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, advertised, running);
    }

    private static Properties config(Path home, Ports ports) {
        Properties config = new Properties();
        config.setProperty("process.roles", "broker,controller");
        config.setProperty("node.id", NODE);
        config.setProperty("log.dirs", home.resolve("log").toString());
        config.setProperty(
                "listeners",
                "PLAINTEXT://" + ports.address(Service.KAFKA) + ",CONTROLLER://" + ports.address(Service.CONTROLLER));
        config.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.setProperty("controller.listener.names", "CONTROLLER");
        // static voters: a dynamic quorum would remember the controller's port, which the next start may choose anew
        config.setProperty("controller.quorum.voters", NODE + "@" + ports.address(Service.CONTROLLER));
        alone(config);
        return config;
    }

    /** One broker has no replicas to wait for, and few clients. */
    private static void alone(Properties config) {
        for (String state : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            config.setProperty(state + ".replication.factor", "1");
        }
        config.setProperty("offsets.topic.num.partitions", "1");
        config.setProperty("transaction.state.log.num.partitions", "1");
        config.setProperty("transaction.state.log.min.isr", "1");
        // what a killed instance leaves open is looked for this often, and hides everything behind it until then
        config.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        config.setProperty("share.coordinator.state.topic.num.partitions", "1");
        config.setProperty("share.coordinator.state.topic.min.isr", "1");
        config.setProperty("default.replication.factor", "1");
        config.setProperty("num.partitions", "4");
        config.setProperty("auto.create.topics.enable", "false");
        config.setProperty("group.initial.rebalance.delay.ms", "0");
        // after kill -9 the group members are gone without a word; do not wait the usual minutes for them
        config.setProperty("group.min.session.timeout.ms", "1000");
        config.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
        config.setProperty("num.network.threads", "2");
        config.setProperty("num.io.threads", "4");
    }

    private static void format(Path home, Properties config, Path log) throws IOException {
        Path file = home.resolve("format.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            config.store(out, "used once, to format the log directory");
        }
        String[] arguments = {
            "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", file.toString()
        };
        try (PrintStream output = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
            if (StorageTool.execute(arguments, output) != 0) {
                throw LocalException.partFailed("the broker's storage could not be formatted: see " + log);
            }
        }
    }

    /** {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        Files.deleteIfExists(running);
    }
}
