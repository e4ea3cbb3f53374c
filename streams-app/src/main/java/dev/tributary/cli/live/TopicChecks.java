package dev.tributary.cli.live;

import dev.tributary.app.ExitCode;
import dev.tributary.join.JoinStep;
import dev.tributary.pipeline.Join;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether a pipeline's topics are there, and keep what the pipeline needs of them. */
final class TopicChecks {
    private static final String COMPACT = "compact";

    private final Cluster cluster;
    private final Findings findings;

    TopicChecks(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check(Pipeline pipeline, String applicationId, String deadLetterTopic) {
        Set<String> names = new TreeSet<>(Set.of(deadLetterTopic));
        pipeline.tables().forEach(table -> names.add(table.topic()));
        pipeline.outputs().forEach(output -> {
            names.add(output.topic());
            output.joins().forEach(join -> names.add(repartition(applicationId, output, join)));
        });
        Map<String, Integer> partitions = cluster.partitions(names);
        pipeline.tables().forEach(table -> changeTopic(pipeline, table, partitions));
        for (Output output : pipeline.outputs()) {
            outputTopic(output, partitions);
            output.joins().forEach(join -> together(pipeline, output, join, partitions));
            output.joins()
                    .forEach(join -> asWhenItWasMade(
                            repartition(applicationId, output, join),
                            pipeline.whereRowsStand(output, 1 + output.joins().indexOf(join)),
                            partitions));
        }
        deadLetters(deadLetterTopic, partitions);
    }

    private void changeTopic(Pipeline pipeline, Table table, Map<String, Integer> partitions) {
        String topic = table.topic();
        if (!partitions.containsKey(topic)) {
            findings.wrong(
                    ExitCode.TOPIC_MISSING,
                    "topic " + topic
                            + ": does not exist; start the source connector that writes it, create it, or correct table."
                            + table.name() + ".topic in " + pipeline.file());
            return;
        }
        Set<String> policy = cluster.cleanupPolicy(topic);
        if (!kept(pipeline, table) || policy.equals(Set.of(COMPACT))) {
            findings.ok("topic " + topic + ": " + partitions.get(topic) + " partitions, cleanup.policy "
                    + String.join(",", new TreeSet<>(policy)));
        } else {
            findings.wrong("topic " + topic + ": cleanup.policy is " + String.join(",", new TreeSet<>(policy))
                    + ", so that rows expire which a table read anew would miss; set it to compact: kafka-configs --alter"
                    + " --entity-type topics --entity-name " + topic + " --add-config cleanup.policy=compact");
        }
    }

    /** Whether a table's latest rows matter, and not only its events as they come. */
    private static boolean kept(Pipeline pipeline, Table table) {
        return pipeline.outputs().stream()
                .anyMatch(output -> (output.kind() == Output.Kind.TABLE
                                && output.from().equals(table.name()))
                        || output.joins().stream().anyMatch(join -> join.table().equals(table.name())));
    }

    private void outputTopic(Output output, Map<String, Integer> partitions) {
        String topic = output.topic();
        if (!partitions.containsKey(topic)) {
            findings.note("topic " + topic + ": is not there yet; 'run' makes it");
            return;
        }
        Set<String> policy = cluster.cleanupPolicy(topic);
        findings.ok("topic " + topic + ": " + partitions.get(topic) + " partitions, cleanup.policy "
                + String.join(",", new TreeSet<>(policy)));
        if (output.deletes() == Output.Deletes.ROW && policy.contains(COMPACT)) {
            findings.note("topic " + topic + ": is compacted, but output." + output.name()
                    + ".deletes = row writes no tombstones: the last row of a deleted key stays for ever");
        }
        if (output.deletes() != Output.Deletes.ROW && !policy.contains(COMPACT)) {
            findings.note("topic " + topic + ": is not compacted: a sink that starts after its retention misses rows");
        }
    }

    private void together(Pipeline pipeline, Output output, Join join, Map<String, Integer> partitions) {
        Table driving = pipeline.table(output.from());
        Table joined = pipeline.table(join.table());
        Integer from = partitions.get(driving.topic());
        Integer to = partitions.get(joined.topic());
        boolean byKey = join.on().stream().allMatch(ref -> ref.table().equals(output.from()))
                && join.on().stream().map(ref -> ref.column()).toList().equals(driving.key());
        if (byKey && !join.broadcast() && from != null && to != null && !from.equals(to)) {
            findings.note("output " + output.name() + ": " + driving.topic() + " has " + from + " partitions and "
                    + joined.topic() + " has " + to
                    + ": rows of equal keys go through a repartition topic to meet; equal numbers"
                    + " would save it");
        }
    }

    /** Kafka Streams gave its topic as many partitions as another had, and refuses to run with others. */
    private void asWhenItWasMade(String repartition, String other, Map<String, Integer> partitions) {
        Integer made = partitions.get(repartition);
        Integer now = partitions.get(other);
        if (made != null && now != null && !made.equals(now)) {
            findings.wrong("topic " + repartition + ": has " + made + " partitions, but " + other + " now has " + now
                    + ": rows would not meet their partners; start under a new application.id, or reset this one");
        }
    }

    private void deadLetters(String topic, Map<String, Integer> partitions) {
        if (!partitions.containsKey(topic)) {
            findings.note("topic " + topic + ": is not there yet; 'run' makes it");
        } else if (cluster.cleanupPolicy(topic).contains(COMPACT)) {
            findings.wrong(
                    "topic " + topic + ": is compacted, so that dead letters of one key replace each other and those"
                            + " without a key are refused; set cleanup.policy=delete");
        } else {
            findings.ok("topic " + topic + ": takes dead letters");
        }
    }

    private static String repartition(String applicationId, Output output, Join join) {
        String name = JoinStep.name(output.name(), join.broadcast() ? "copies-of" : "by", join);
        return applicationId + "-" + name + "-repartition";
    }
}
