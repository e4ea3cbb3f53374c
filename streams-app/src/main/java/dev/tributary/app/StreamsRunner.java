package dev.tributary.app;

import dev.tributary.config.AppConfig;
import dev.tributary.serde.RegistryUnavailableException;
import dev.tributary.serde.SchemaRefusedException;
import dev.tributary.topology.PipelineTopology;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running pipeline: started when its topics, schemas and registry are there, closed gracefully. */
public final class StreamsRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Optional<TablesFirst> clients;
    private final Optional<HttpEndpoint> endpoint;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private StreamsRunner(KafkaStreams streams, Optional<TablesFirst> clients, OptionalInt metricsPort) {
        this.streams = streams;
        this.clients = clients;
        this.endpoint = metricsPort.isPresent()
                ? Optional.of(HttpEndpoint.start(metricsPort.getAsInt(), streams))
                : Optional.empty();
        streams.setUncaughtExceptionHandler(this::answer);
        streams.setGlobalStateRestoreListener(new RestoreLog());
        streams.setStateListener((now, before) -> changed(now));
    }

    /**
     * Starts the configured pipeline and returns while its threads come up.
     *
     * @throws StartFailure when the broker, a change topic or the registry is missing, naming the fix
     * @throws dev.tributary.pipeline.PipelineException when the pipeline file is wrong
     */
    public static StreamsRunner start(AppConfig config) {
        PipelineSetup setup = PipelineSetup.of(config);
        StreamsConfig settings = new StreamsConfig(setup.streamsProperties());
        Checked checked = checked(config, setup, settings);
        Topology topology = checked.topology();
        Optional<TablesFirst> clients = TablesFirst.of(setup.pipeline(), checked.partitions(), settings);
        KafkaStreams streams = clients.map(own -> new KafkaStreams(topology, settings, own))
                .orElseGet(() -> new KafkaStreams(topology, settings));
        StreamsRunner runner = new StreamsRunner(streams, clients, config.metricsPort());
        clients.ifPresent(TablesFirst::start);
        streams.start();
        return runner;
    }

    /** A topology that fits the cluster, and the partitions of its change topics. */
    private record Checked(Topology topology, Map<String, Integer> partitions) {}

    private static Checked checked(AppConfig config, PipelineSetup setup, StreamsConfig settings) {
        Admin admin = Admin.create(settings.getAdminConfigs("start"));
        try {
            String servers = String.valueOf(settings.originals().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
            Topics topics = new Topics(admin, START_PATIENCE, servers);
            Map<String, Integer> partitions = topics.partitionsOfChangeTopics(setup.pipeline());
            topics.createMissing(setup.pipeline(), config, partitions);
            Topology topology = new PipelineTopology(
                            setup.pipeline(), setup.settings(partitions, history(setup, settings, topics)))
                    .get();
            new KeptState(config.applicationId(), topics).mustFit(topology, setup.pipeline(), partitions);
            topics.createReadChangelogs(setup.pipeline(), settings, partitions);
            return new Checked(topology, partitions);
        } catch (RegistryUnavailableException e) {
            throw new StartFailure(ExitCode.REGISTRY_UNREACHABLE, e.getMessage() + "; check schema.registry.url");
        } catch (SchemaRefusedException e) {
            throw new StartFailure(ExitCode.REGISTRY_UNREACHABLE, String.valueOf(e.getMessage()));
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static SchemaHistory history(PipelineSetup setup, StreamsConfig settings, Topics topics) {
        if (setup.pipeline().tables().stream().allMatch(table -> table.schema().isEmpty())) {
            return new SchemaHistory();
        }
        String topic = settings.getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-schemas";
        topics.createCompacted(topic);
        return SchemaHistory.kept(settings, topic, setup.pipeline());
    }

    /** Waits until every store is restored and records are read; false when that takes longer, or failed. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return running.await(patience.toMillis(), TimeUnit.MILLISECONDS) && failure.get() == null;
    }

    /** Waits until the application was closed or died. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** What the stream threads died of. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Finishes what is in flight, commits, and leaves the group so that others take over at once. */
    @Override
    public void close() {
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_PATIENCE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        clients.ifPresent(TablesFirst::close);
        endpoint.ifPresent(HttpEndpoint::close);
        if (!closed) {
            LOG.warn(
                    "the stream threads did not end within {} s; their work is redone at the next start",
                    CLOSE_PATIENCE.toSeconds());
        }
    }

    private StreamThreadExceptionResponse answer(Throwable thrown) {
        if (causedByRegistry(thrown)) {
            LOG.warn("the Schema Registry does not answer; the thread starts again from its last commit");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("a stream thread died: {}", thrown.toString(), thrown);
        failure.compareAndSet(null, thrown);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean causedByRegistry(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
            running.countDown();
        }
        if (now.hasCompletedShutdown()) {
            ended.countDown();
        }
    }
}
