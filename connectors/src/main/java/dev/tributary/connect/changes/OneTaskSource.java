package dev.tributary.connect.changes;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** A source that cannot be divided: one task, with the connector's own settings. */
public abstract class OneTaskSource extends SourceConnector {
    private final ConfigDef settings;
    private final Class<? extends Task> task;
    private Map<String, String> properties = Map.of();

    protected OneTaskSource(ConfigDef settings, Class<? extends Task> task) {
        this.settings = settings;
        this.task = task;
    }

    /** Refuses settings that contradict each other, as the task would. */
    protected abstract void check(Map<String, String> props);

    @Override
    public final String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public final ConfigDef config() {
        return settings;
    }

    @Override
    public final void start(Map<String, String> props) {
        check(props);
        properties = Map.copyOf(props);
    }

    @Override
    public final Class<? extends Task> taskClass() {
        return task;
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public final void stop() {
        properties = Map.of();
    }
}
