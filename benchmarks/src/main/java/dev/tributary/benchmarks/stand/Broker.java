package dev.tributary.benchmarks.stand;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** A Kafka broker in a process of its own, with a directory of its own. */
public final class Broker implements AutoCloseable {
    /** Of every topic, as the reference figures have it. */
    public static final int PARTITIONS = 4;

    private static final Duration START = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Child process;
    private final String bootstrap;
    private final Admin admin;

    private Broker(Child process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /** Starts a broker below {@code directory} and waits until it answers. */
    public static Broker start(Path directory, String javaOptions) throws IOException, InterruptedException {
        int port = freePort();
        Properties properties = properties(directory, port, freePort());
        Path file = Files.createDirectories(directory).resolve("broker.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        List<String> command = List.of(BrokerMain.class.getName(), file.toString());
        Child process = Child.start(javaOptions, command, directory.resolve("broker.log"));
        Broker broker = new Broker(process, "127.0.0.1:" + port);
        try {
            broker.awaitAnswer();
        } catch (IllegalStateException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.listener.names", "CONTROLLER",
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort,
                "log.dirs", directory.resolve("data").toString()));
        properties.putAll(Map.of(
                "num.partitions", String.valueOf(PARTITIONS),
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                // the change events carry the commit times of another day
                "log.retention.ms", "-1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4"));
        return properties;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            process.check();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the broker did not answer within " + START.toSeconds() + " s");
            }
        }
    }

    /** Waits for as long as the admin client's own time-out. */
    private boolean answers() throws InterruptedException {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    public Child process() {
        return process;
    }

    /**
     * Creates a topic whose partitions all answer; one that exists already is left as it is. A producer that meets a partition
     * before its broker leads it may have its second batch taken and its first one refused for good.
     */
    public void createTopic(String topic) throws InterruptedException {
        create(topic);
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                admin.describeTopics(List.of(topic)).allTopicNames().get();
                ends(topic);
                return;
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("topic " + topic + " does not answer", e.getCause());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private void create(String topic) throws InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create topic " + topic, e.getCause());
            }
        }
    }

    /** How many records of a topic a group has not committed yet; all of them before its first commit. */
    public long behind(String group, String topic) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long behind = 0;
            for (var end : ends(topic).entrySet()) {
                OffsetAndMetadata at = committed.get(end.getKey());
                behind += end.getValue().offset() - (at == null ? 0 : at.offset());
            }
            return behind;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot see how far " + group + " is", e.getCause());
        }
    }

    private Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends(String topic)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get();
    }

    /** Deletes topics whose names begin with {@code prefix}, so that a run leaves no files behind. */
    public void deleteTopics(String prefix) throws InterruptedException {
        try {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(prefix))
                    .toList();
            admin.deleteTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot delete topics " + prefix + "*", e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        process.close();
    }
}
