package dev.tributary.connect.duckdb;

import dev.tributary.connect.changes.PluginVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Keeps a table in a DuckDB file equal to a topic, exactly once.
 *
 * <p>It belongs on the class path of the Connect worker and never in a plugin folder: DuckDB loaded by two class
 * loaders opens one file twice and ruins it.
 */
public final class DuckDbSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return DuckDbSinkConfig.DEFINITION;
    }

    @Override
    public void start(Map<String, String> props) {
        new DuckDbSinkConfig(props);
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DuckDbSinkTask.class;
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
