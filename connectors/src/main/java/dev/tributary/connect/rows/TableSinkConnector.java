package dev.tributary.connect.rows;

import dev.tributary.connect.changes.PluginVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** A sink whose tasks all have the connector's own settings; Connect divides the partitions among them. */
public abstract class TableSinkConnector extends SinkConnector {
    private final ConfigDef settings;
    private final Class<? extends Task> task;
    private Map<String, String> properties = Map.of();

    protected TableSinkConnector(ConfigDef settings, Class<? extends Task> task) {
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
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public final void stop() {
        properties = Map.of();
    }
}
