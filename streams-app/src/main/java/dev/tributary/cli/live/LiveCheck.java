package dev.tributary.cli.live;

import dev.tributary.app.ExitCode;
import dev.tributary.app.PipelineSetup;
import dev.tributary.app.StartFailure;
import dev.tributary.config.AppConfig;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.projection.Masking;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/** Looks at everything that a pipeline runs on: brokers, registry, connectors. Changes nothing. */
public final class LiveCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * What to look at beside the application's own configuration.
     *
     * @param url of any worker of the Connect cluster
     * @param connectors their files; none: the connectors that the worker has
     * @param tokens offset tokens of streaming channels
     */
    public record Connect(String url, List<Path> connectors, Map<TopicPartition, Long> tokens) {
        public Connect {
            connectors = List.copyOf(connectors);
            tokens = Map.copyOf(tokens);
        }
    }

    private final AppConfig config;
    private final Masking masking;
    private final Findings findings = new Findings();

    /**
     * A look with an application's configuration.
     *
     * @param masking stands for the secret behind {@code token(x)}, which changes no type
     */
    public LiveCheck(AppConfig config, Masking masking) {
        this.config = config;
        this.masking = masking;
    }

    /** Looks, and says what it found. */
    public Findings look(List<Pipeline> pipelines, Connect connect) {
        List<ConnectorFile> files =
                connect.connectors().stream().map(ConnectorFile::read).toList();
        Properties properties = config.streamsProperties();
        try (Broker broker = new Broker(properties)) {
            Optional<Cluster> cluster = brokers(broker, pipelines, properties);
            pipelines.forEach(this::registry);
            connectors(cluster, files, connect.url());
            cluster.ifPresent(known -> {
                if (!connect.tokens().isEmpty()) {
                    new OffsetChecks(known, findings).tokens(connect.tokens());
                }
            });
        }
        return findings;
    }

    private Optional<Cluster> brokers(Broker broker, List<Pipeline> pipelines, Properties properties) {
        String servers = properties.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
        try {
            Cluster cluster = new Cluster(broker.admin(), PATIENCE);
            findings.ok("Kafka " + servers + ": answers, cluster " + cluster.id());
            TopicChecks topics = new TopicChecks(cluster, findings);
            pipelines.forEach(pipeline -> topics.check(pipeline, config.applicationId(), config.deadLetterTopic()));
            return Optional.of(cluster);
        } catch (StartFailure unreachable) {
            findings.wrong(unreachable.exitCode(), "Kafka " + servers + ": " + unreachable.getMessage());
        } catch (KafkaException wrong) {
            findings.wrong(
                    ExitCode.BROKER_UNREACHABLE,
                    "Kafka " + servers + ": the client cannot start ("
                            + wrong.getClass().getSimpleName() + "); check bootstrap.servers and security.* in "
                            + config.file());
        }
        return Optional.empty();
    }

    private void registry(Pipeline pipeline) {
        try {
            SchemaRegistryClient client = PipelineSetup.registry(config, pipeline);
            if (client != null) {
                new RegistryChecks(client, masking, findings).check(pipeline);
            }
        } catch (StartFailure failure) {
            findings.wrong(failure.exitCode(), String.valueOf(failure.getMessage()));
        }
    }

    /** Visible to the tests, which have no broker. */
    void connectors(Optional<Cluster> cluster, List<ConnectorFile> files, String url) {
        ConnectRest rest = new ConnectRest(url);
        ConnectorChecks checks = new ConnectorChecks(rest, findings);
        try {
            checks.worker(cluster.map(Cluster::id).orElse(""));
            Set<String> names = new LinkedHashSet<>();
            for (ConnectorFile file : files) {
                checks.configuration(file);
                names.add(file.name());
            }
            for (String name : files.isEmpty() ? checks.names() : names) {
                boolean sink = checks.state(name).orElse(false);
                if (sink && cluster.isPresent()) {
                    new OffsetChecks(cluster.get(), findings).committed(rest, name);
                }
            }
        } catch (StartFailure silent) {
            findings.wrong(silent.exitCode(), "Kafka: " + silent.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            findings.wrong("Connect " + url + ": " + why(e)
                    + "; is the worker running, and is --connect-url its address (http://host:8083)?");
        }
    }

    Findings findings() {
        return findings;
    }

    private static String why(Exception e) {
        return e.getMessage() == null ? "does not answer (" + e.getClass().getSimpleName() + ")" : e.getMessage();
    }

    /** An admin client that is made when it is first needed. */
    private static final class Broker implements AutoCloseable {
        private final Properties properties;
        private Optional<Admin> made = Optional.empty();

        Broker(Properties properties) {
            this.properties = properties;
        }

        Admin admin() {
            Admin admin = Admin.create(new StreamsConfig(properties).getAdminConfigs("check"));
            made = Optional.of(admin);
            return admin;
        }

        @Override
        public void close() {
            made.ifPresent(admin -> admin.close(Duration.ZERO));
        }
    }
}
