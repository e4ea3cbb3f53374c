package dev.tributary.app;

import dev.tributary.config.AppConfig;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.topology.ReplayTopic;
import dev.tributary.topology.StoreNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/** The topics of a pipeline as the cluster has them: change topics must exist, the others are made where they do not. */
final class Topics {
    private final Admin admin;
    private final Duration patience;
    private final String servers;

    Topics(Admin admin, Duration patience, String servers) {
        this.admin = admin;
        this.patience = patience;
        this.servers = servers;
    }

    /** The partitions of each change topic. */
    Map<String, Integer> partitionsOfChangeTopics(Pipeline pipeline) {
        Set<String> names = new TreeSet<>();
        pipeline.tables().stream().map(Table::topic).forEach(names::add);
        Map<String, Integer> counts = describe(names);
        names.removeAll(counts.keySet());
        if (!names.isEmpty()) {
            throw new StartFailure(
                    ExitCode.TOPIC_MISSING,
                    pipeline.file() + ": no such change topic at " + servers + ": " + String.join(", ", names)
                            + "; start the source connector that writes it, create it, or correct table.*.topic");
        }
        return counts;
    }

    /** Makes the outputs' topics, the dead letter topic and those that letters are sent back to where they are missing. */
    void createMissing(Pipeline pipeline, AppConfig config, Map<String, Integer> partitions) {
        Map<String, NewTopic> missing = new LinkedHashMap<>();
        for (Output output : pipeline.outputs()) {
            int count = partitions.getOrDefault(pipeline.table(output.from()).topic(), 1);
            String policy = output.deletes() == Output.Deletes.ROW ? "delete" : "compact";
            missing.put(output.topic(), topic(output.topic(), count, Map.of("cleanup.policy", policy)));
        }
        missing.put(config.deadLetterTopic(), topic(config.deadLetterTopic(), 1, Map.of()));
        Map<String, Integer> replayed = config.replays() ? partitions : Map.of();
        replayed.forEach((changes, count) -> {
            String replays = ReplayTopic.of(config.applicationId(), changes);
            // kept, because who builds the tables anew needs them as much as the change topics
            missing.put(replays, topic(replays, count, Map.of("cleanup.policy", "delete", "retention.ms", "-1")));
        });
        createMissing(missing);
    }

    /**
     * Makes the topics that Kafka Streams keeps tables' stores in, where instances read them from the start. It would make them as
     * these are, but later.
     */
    void createReadChangelogs(Pipeline pipeline, StreamsConfig streams, Map<String, Integer> partitions) {
        Map<String, String> configs = new LinkedHashMap<>(Map.of("cleanup.policy", "compact"));
        streams.originalsWithPrefix(StreamsConfig.TOPIC_PREFIX)
                .forEach((key, value) -> configs.put(key, String.valueOf(value)));
        Optional<Short> replicas = Optional.of(
                streams.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG).shortValue());
        Map<String, NewTopic> missing = new LinkedHashMap<>();
        for (Table table : pipeline.tablesEverywhere()) {
            String name = StoreNames.changelog(
                    streams.getString(StreamsConfig.APPLICATION_ID_CONFIG), StoreNames.latest(table.name()));
            Optional<Integer> count = Optional.ofNullable(partitions.get(table.topic()));
            missing.put(name, new NewTopic(name, count, replicas).configs(configs));
        }
        createMissing(missing);
    }

    private void createMissing(Map<String, NewTopic> topics) {
        topics.keySet().removeAll(describe(topics.keySet()).keySet());
        admin.createTopics(topics.values()).values().values().forEach(this::created);
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> configs) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    }

    /** Makes a topic of one partition that keeps the last record of each key, where it is missing. */
    void createCompacted(String topic) {
        if (existing(Set.of(topic)).isEmpty()) {
            NewTopic missing =
                    new NewTopic(topic, Optional.of(1), Optional.empty()).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(missing)).values().values().forEach(this::created);
        }
    }

    /** Whether a group is done with any record of topics that have so many partitions; one whose offsets were set back to their beginnings is not. */
    boolean hasRead(String group, Map<String, Integer> topics) {
        GroupOffsets offsets = new GroupOffsets(admin, group, patience);
        try {
            Map<TopicPartition, Long> committed = offsets.committed(GroupOffsets.partitions(topics));
            Map<TopicPartition, Long> first = offsets.at(OffsetSpec.earliest(), committed.keySet());
            return committed.entrySet().stream().anyMatch(end -> end.getValue() > first.getOrDefault(end.getKey(), 0L));
        } catch (ExecutionException | TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Those of the topics that exist. */
    Set<String> existing(Set<String> names) {
        return describe(names).keySet();
    }

    static OptionalInt count(Map<String, Integer> counts, String topic) {
        Integer count = counts.get(topic);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /** The partitions of those of the topics that exist. */
    Map<String, Integer> describe(Set<String> names) {
        Map<String, Integer> counts = new TreeMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
            Optional<TopicDescription> description = found(future);
            description.ifPresent(topic -> counts.put(name, topic.partitions().size()));
        });
        return counts;
    }

    private Optional<TopicDescription> found(KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(future.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw unreachable(e);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void created(KafkaFuture<Void> future) {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StartFailure(
                        ExitCode.TOPIC_MISSING,
                        "a topic could not be created: "
                                + Objects.requireNonNullElse(e.getCause(), e).getMessage());
            }
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private StartFailure unreachable(Throwable why) {
        return new StartFailure(
                ExitCode.BROKER_UNREACHABLE,
                "no broker answered at " + servers + " within " + patience.toSeconds() + " s ("
                        + why.getClass().getSimpleName()
                        + "); is it running, and are bootstrap.servers and security.* right?");
    }

    private static StartFailure interrupted() {
        Thread.currentThread().interrupt();
        return new StartFailure(ExitCode.STREAMS_FAILED, "interrupted while asking the broker for its topics");
    }
}
