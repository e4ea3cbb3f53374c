package dev.tributary.connect.redshift;

import dev.tributary.connect.changes.PluginVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Keeps tables of Amazon Redshift equal to topics, exactly once. */
public final class RedshiftSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return RedshiftSinkConfig.DEFINITION;
    }

    @Override
    public void start(Map<String, String> props) {
        new RedshiftSinkConfig(props);
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RedshiftSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
