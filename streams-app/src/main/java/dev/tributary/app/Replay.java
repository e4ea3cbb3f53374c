package dev.tributary.app;

import dev.tributary.config.AppConfig;
import dev.tributary.pipeline.Table;
import dev.tributary.topology.ReplayTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to their application, each once: the records, and how far the dead letters are dealt with, are
 * committed in one transaction. A letter that dies again meanwhile is for the next run.
 */
public final class Replay {
    /**
     * Which letters.
     *
     * @param from the dead letter topic
     * @param limit how many to send at most
     * @param dryRun to count only
     * @param fromBeginning to forget what earlier runs have dealt with
     */
    public record Choice(String from, LetterFilter filter, long limit, boolean dryRun, boolean fromBeginning) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String applicationId;
    private final StreamsConfig streams;
    private final Set<String> changeTopics;
    private final Choice choice;
    private final ReplayReport report = new ReplayReport();

    /** A replay into the configured application. */
    public Replay(AppConfig config, Choice choice) {
        PipelineSetup setup = PipelineSetup.of(config);
        this.applicationId = config.applicationId();
        this.streams = new StreamsConfig(setup.streamsProperties());
        this.changeTopics =
                setup.pipeline().tables().stream().map(Table::topic).collect(Collectors.toCollection(TreeSet::new));
        this.choice = choice;
    }

    /** The consumer group that remembers how far replays have come. */
    private String group() {
        return applicationId + "-replay";
    }

    /**
     * Sends the letters.
     *
     * @param progress is told after every batch
     * @throws StartFailure when the broker does not answer, a topic is missing, or another replay takes over
     */
    public ReplayReport run(Consumer<ReplayReport> progress) {
        try {
            Map<String, Integer> partitions = partitions();
            try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                    Producer<byte[], byte[]> producer = choice.dryRun() ? null : producer()) {
                LetterCursor letters = new LetterCursor(
                        consumer, letterPartitions(partitions.getOrDefault(choice.from(), 0)), choice.fromBeginning());
                send(letters, new ReplayedLetter(applicationId, counts(partitions)), producer, progress);
            }
        } catch (ProducerFencedException e) {
            throw new StartFailure(
                    ExitCode.ALREADY_RUNNING, "another replay of " + applicationId + " has taken over: let it end");
        } catch (TimeoutException e) {
            throw new StartFailure(
                    ExitCode.BROKER_UNREACHABLE,
                    "the broker did not answer in time (" + e.getMessage()
                            + "); what was not committed is sent next time");
        }
        return report;
    }

    private void send(
            LetterCursor letters,
            ReplayedLetter replayed,
            @Nullable Producer<byte[], byte[]> producer,
            Consumer<ReplayReport> progress) {
        while (report.sent() < choice.limit() && letters.hasMore()) {
            List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> letter : letters.next()) {
                if (report.sent() < choice.limit()) {
                    take(letter, replayed, batch);
                    letters.pass(letter);
                }
            }
            if (producer != null && !letters.passed().isEmpty()) {
                commit(producer, batch, letters);
            }
            progress.accept(report);
        }
    }

    private void take(
            ConsumerRecord<byte[], byte[]> letter,
            ReplayedLetter replayed,
            List<ProducerRecord<byte[], byte[]>> batch) {
        if (!choice.filter().lets(letter.headers())) {
            report.leaveOut();
            return;
        }
        replayed.of(letter)
                .ifPresentOrElse(
                        record -> {
                            report.send(letter.headers());
                            batch.add(record);
                        },
                        report::refuse);
    }

    private void commit(
            Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> batch, LetterCursor letters) {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : batch) {
            // the commit throws what goes wrong here
            Future<?> unused = producer.send(record);
        }
        producer.sendOffsetsToTransaction(letters.passed(), letters.group());
        producer.commitTransaction();
    }

    /** The partitions of the dead letter topic, and of every topic that letters are sent back to. */
    private Map<String, Integer> partitions() {
        Set<String> wanted = new TreeSet<>(Set.of(choice.from()));
        changeTopics.forEach(topic -> wanted.add(ReplayTopic.of(applicationId, topic)));
        String servers = String.join(",", streams.getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
        Admin admin = Admin.create(streams.getAdminConfigs("replay"));
        try {
            Map<String, Integer> found = new Topics(admin, PATIENCE, servers).describe(wanted);
            wanted.removeAll(found.keySet());
            if (!wanted.isEmpty()) {
                throw new StartFailure(
                        ExitCode.TOPIC_MISSING,
                        "no such topic at " + servers + ": " + String.join(", ", wanted)
                                + "; check --from and application.id, and start the application once: it makes its own");
            }
            return found;
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private Map<String, Integer> counts(Map<String, Integer> partitions) {
        return changeTopics.stream()
                .collect(Collectors.toMap(
                        topic -> topic, topic -> partitions.getOrDefault(ReplayTopic.of(applicationId, topic), 0)));
    }

    private Set<TopicPartition> letterPartitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(choice.from(), partition))
                .collect(Collectors.toSet());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(streams.getRestoreConsumerConfigs("replay"));
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(streams.getProducerConfigs("replay"));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
