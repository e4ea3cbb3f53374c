package dev.tributary.cli.live;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The broker's answers, as plain values. */
final class Cluster {
    private static final String POLICY = "cleanup.policy";

    private final Admin admin;
    private final Duration patience;

    Cluster(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /** The cluster's id. */
    String id() {
        return answer(admin.describeCluster().clusterId()).orElse("");
    }

    /** The partitions of those topics that exist. */
    Map<String, Integer> partitions(Set<String> topics) {
        Map<String, Integer> counts = new HashMap<>();
        admin.describeTopics(topics)
                .topicNameValues()
                .forEach((name, future) -> answer(future)
                        .ifPresent(topic -> counts.put(name, topic.partitions().size())));
        return counts;
    }

    /** The words of a topic's {@code cleanup.policy}. */
    Set<String> cleanupPolicy(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Optional<Map<ConfigResource, Config>> configs =
                answer(admin.describeConfigs(Set.of(resource)).all());
        String policy = configs.map(known -> known.get(resource))
                .map(config -> config.get(POLICY))
                .map(ConfigEntry::value)
                .orElse("delete");
        return Set.of(policy.split("\\s*,\\s*", -1));
    }

    /** The first offset that each partition still has. */
    Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** The offset that each partition gives to its next record; partitions that do not exist are left out. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Set<String> topics = new HashSet<>();
        partitions.forEach(partition -> topics.add(partition.topic()));
        Map<String, Integer> counts = partitions(topics);
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.stream()
                .filter(partition -> partition.partition() < counts.getOrDefault(partition.topic(), 0))
                .forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        var listed = admin.listOffsets(asked);
        asked.keySet()
                .forEach(partition -> answer(listed.partitionResult(partition))
                        .ifPresent(result -> offsets.put(partition, result.offset())));
        return offsets;
    }

    private <T> Optional<T> answer(KafkaFuture<T> future) {
        try {
            return Optional.ofNullable(future.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private StartFailure unreachable(Throwable why) {
        return new StartFailure(
                ExitCode.BROKER_UNREACHABLE,
                "no answer within " + patience.toSeconds() + " s ("
                        + why.getClass().getSimpleName()
                        + "); is it running, and are bootstrap.servers and security.* right?");
    }
}
