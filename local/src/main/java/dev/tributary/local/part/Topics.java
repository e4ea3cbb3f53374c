package dev.tributary.local.part;

import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a pipeline's two ends. */
public record Topics(List<String> changes, List<String> outputs) {

    private static final int PARTITIONS = 4;

    public static Topics of(Pipeline pipeline) {
        return new Topics(
                pipeline.tables().stream().map(Table::topic).distinct().toList(),
                pipeline.outputs().stream().map(Output::topic).distinct().toList());
    }

    /** Makes the change topics that are missing, as Debezium would, so that the streams app need not wait for its first row. */
    public void createChanges(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Collection<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = changes.stream()
                    .filter(topic -> !existing.contains(topic))
                    .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact")))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
