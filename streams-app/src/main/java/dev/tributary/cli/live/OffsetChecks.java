package dev.tributary.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a sink's place in its topic still lies in that topic.
 *
 * <p>A place behind the end means that the topic is not the one that was read: it was made anew, or restored. The Snowflake
 * connector passes over every record before its channel's offset token, without an error; a consumer group out of range goes
 * where {@code auto.offset.reset} sends it.
 */
final class OffsetChecks {
    private final Cluster cluster;
    private final Findings findings;

    OffsetChecks(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    /** The consumer group's offsets, as Connect tells them. */
    void committed(ConnectRest rest, String connector) throws IOException {
        ConnectRest.Answer answer = rest.get("/connectors/" + ConnectRest.segment(connector) + "/offsets");
        if (!answer.ok()) {
            findings.note("connector " + connector + ": its offsets are not told: " + answer.message());
            return;
        }
        Map<TopicPartition, Long> offsets = ordered();
        for (JsonNode entry : answer.body().path("offsets")) {
            JsonNode partition = entry.path("partition");
            JsonNode offset = entry.path("offset").path("kafka_offset");
            if (partition.has("kafka_topic") && offset.isNumber()) {
                offsets.put(
                        new TopicPartition(
                                partition.path("kafka_topic").asText(),
                                partition.path("kafka_partition").asInt()),
                        offset.asLong());
            }
        }
        compare(
                "connector " + connector + ": its next record of ",
                offsets,
                "; stop the connector, DELETE /connectors/" + connector
                        + "/offsets, empty its table, and start it again");
        unread(rest, connector, offsets.keySet());
    }

    /**
     * Partitions with records of which a sink has no offset. Kafka forgets a group's offsets with their topic, and Connect does
     * not commit an offset that lies behind the end: a sink that passes over a topic made anew has none.
     */
    private void unread(ConnectRest rest, String connector, Set<TopicPartition> committed) throws IOException {
        Set<String> topics = new TreeSet<>();
        rest.get("/connectors/" + ConnectRest.segment(connector) + "/topics")
                .body()
                .path(connector)
                .path("topics")
                .forEach(topic -> topics.add(topic.asText()));
        Set<TopicPartition> open = new LinkedHashSet<>();
        cluster.partitions(topics)
                .forEach((topic, count) -> IntStream.range(0, count)
                        .mapToObj(number -> new TopicPartition(topic, number))
                        .filter(partition -> !committed.contains(partition))
                        .forEach(open::add));
        Map<TopicPartition, Long> begins = cluster.begins(open);
        cluster.ends(open).forEach((partition, end) -> {
            if (end > begins.getOrDefault(partition, 0L)) {
                findings.wrong("connector " + connector + ": has committed no offset of " + partition
                        + ", which has records; it is just starting, or the topic was made anew and all records up to its old"
                        + " place are passed over without an error; for Snowflake compare --channel-token " + partition
                        + "=… with what SHOW CHANNELS says");
            }
        });
    }

    /**
     * Offset tokens of streaming channels: the last offset that is in the table.
     *
     * @param tokens by partition
     */
    void tokens(Map<TopicPartition, Long> tokens) {
        Map<TopicPartition, Long> next = ordered();
        tokens.forEach((partition, token) -> next.put(partition, token + 1));
        compare(
                "channel: its next record of ",
                next,
                "; use another landing table (snowflake.topic2table.map), whose channels begin anew");
    }

    private void compare(String subject, Map<TopicPartition, Long> next, String fix) {
        Map<TopicPartition, Long> ends = cluster.ends(next.keySet());
        Map<TopicPartition, Long> begins = cluster.begins(next.keySet());
        int inside = 0;
        for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
            TopicPartition partition = entry.getKey();
            long offset = entry.getValue();
            Long end = ends.get(partition);
            String place = subject + partition + " is " + offset;
            if (end == null) {
                findings.wrong(place + ", but there is no such partition: the topic was deleted or made anew with fewer"
                        + fix);
            } else if (offset > end) {
                findings.wrong(place + ", but the topic ends at " + end
                        + ": it is not the topic that was read (made anew or restored), and the records up to " + offset
                        + " would be passed over without an error" + fix);
            } else if (offset < begins.getOrDefault(partition, 0L)) {
                findings.wrong(place + ", but the topic begins at " + begins.get(partition)
                        + ": records expired before they were read, and are missing in the table" + fix);
            } else {
                inside++;
            }
        }
        if (inside > 0) {
            findings.ok(subject.replaceAll(": .*", "") + ": " + inside + (inside == 1 ? " offset lies" : " offsets lie")
                    + " within the topic");
        }
    }

    private static Map<TopicPartition, Long> ordered() {
        return new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    }
}
