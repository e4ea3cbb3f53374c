package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.changes.PluginVersion;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Takes the files that a CockroachDB changefeed writes to S3: one folder, so one task. */
public final class CockroachFilesSourceConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return FilesSettings.DEFINITION;
    }

    @Override
    public void start(Map<String, String> props) {
        new FilesSourceConfig(props);
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CockroachFilesSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    /** Every record carries its place in its file, so that Connect's transactions hold both or neither. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
