package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.PluginVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Follows tables of DynamoDB: their items as they stand, then every change. */
public final class DynamoDbSourceConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();
    private List<String> tables = List.of();

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return DynamoDbSettings.DEFINITION;
    }

    @Override
    public void start(Map<String, String> props) {
        tables = List.copyOf(new DynamoDbSourceConfig(props).tables().keySet());
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DynamoDbSourceTask.class;
    }

    /** Each table belongs to one task, so that a parent's changes go out before its children's. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        int tasks = Math.min(maxTasks, tables.size());
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<String> names = new ArrayList<>();
            for (int i = task; i < tables.size(); i += tasks) {
                names.add(tables.get(i));
            }
            Map<String, String> config = new HashMap<>(properties);
            config.put(DynamoDbSettings.TASK_TABLES, String.join(",", names));
            configs.add(config);
        }
        return configs;
    }

    /** Every record carries the offset to go on from, so that Connect's transactions hold both or neither. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {
        tables = List.of();
    }
}
