package dev.tributary.app;

import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.topology.StoreNames;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Whether an application's stores go with the offsets that its group has committed.
 *
 * <p>A store that is new, or renamed, starts empty. Behind committed offsets it would stay so: the rows that were read
 * before would be missing from the output without an error.
 */
final class KeptState {
    private final String applicationId;
    private final Topics topics;

    KeptState(String applicationId, Topics topics) {
        this.applicationId = applicationId;
        this.topics = topics;
    }

    /**
     * Refuses a topology whose stores the group does not have, though it has read records.
     *
     * @param partitions of the change topics
     * @throws StartFailure naming the stores and the ways out
     */
    void mustFit(Topology topology, Pipeline pipeline, Map<String, Integer> partitions) {
        Set<String> stores = stores(topology);
        if (stores.isEmpty() || !topics.hasRead(applicationId, partitions)) {
            return;
        }
        Set<String> changelogs = stores.stream().map(this::changelog).collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing = topics.existing(changelogs);
        mustStayStrict(pipeline, stores, partitions);
        stores.removeIf(store -> existing.contains(changelog(store)));
        if (!stores.isEmpty()) {
            throw new StartFailure(
                    ExitCode.STATE_BROKEN,
                    "group " + applicationId + " has read records before, but never kept " + String.join(", ", stores)
                            + ": a table, join or output is new or renamed, or its order strict from now on, and would miss"
                            + " every earlier row. Start the"
                            + " changed pipeline under a new application.id, or " + reset(partitions));
        }
    }

    private String reset(Map<String, Integer> partitions) {
        return "reset this one (kafka-streams-application-reset --application-id " + applicationId + " --input-topics "
                + String.join(",", partitions.keySet()) + ", and delete its state.dir)";
    }

    /** Rows of a strict output may have been on their way to the step that is gone; nobody would read them any more. */
    private void mustStayStrict(Pipeline pipeline, Set<String> stores, Map<String, Integer> partitions) {
        for (Output output : pipeline.outputs()) {
            String positions = StoreNames.lastPosition(output.name());
            if (!stores.contains(positions)
                    && !topics.existing(Set.of(changelog(positions))).isEmpty()) {
                throw new StartFailure(
                        ExitCode.STATE_BROKEN,
                        "group " + applicationId + " has written " + output.name()
                                + " in strict order before: set output."
                                + output.name()
                                + ".order = strict, start the changed pipeline under a new application.id, or "
                                + reset(partitions));
            }
        }
    }

    private String changelog(String store) {
        return StoreNames.changelog(applicationId, store);
    }

    private static Set<String> stores(Topology topology) {
        return topology.describe().subtopologies().stream()
                .map(TopologyDescription.Subtopology::nodes)
                .flatMap(Collection::stream)
                .filter(TopologyDescription.Processor.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
