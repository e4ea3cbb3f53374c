package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.Tombstones;
import dev.tributary.connect.shards.ShardReader;
import dev.tributary.connect.shards.ShardSettings;
import dev.tributary.connect.shards.SideTopics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings of the source, read and checked. */
final class DynamoDbSourceConfig extends AbstractConfig {
    /** So that it fits in front of a sequence number. */
    private static final int MOST_EPOCHS = 65_535;

    private static final Pattern OWN_KEY = Pattern.compile("(table|tables|scan|shard|progress|dead|aws)(\\..*)?");
    private static final Pattern TABLE_KEY = Pattern.compile("table\\.(.+)\\.(columns|document|epoch)");

    private final Map<String, TableSettings> tables = new LinkedHashMap<>();

    DynamoDbSourceConfig(Map<String, String> properties) {
        super(DynamoDbSettings.DEFINITION, properties);
        for (String table : getList(DynamoDbSettings.TABLES)) {
            tables.put(table, table(table, properties));
        }
        properties.keySet().forEach(this::requireKnown);
    }

    private static TableSettings table(String table, Map<String, String> properties) {
        String prefix = "table." + table + ".";
        List<ChangeColumn> columns =
                ChangeColumn.list(prefix + "columns", properties.getOrDefault(prefix + "columns", ""));
        if (columns.isEmpty()) {
            throw new ConfigException(prefix + "columns", null, "declare at least the attributes of the primary key");
        }
        String document = properties.getOrDefault(prefix + "document", "").strip();
        TableSettings settings = new TableSettings(
                table,
                columns,
                document.isEmpty() ? null : document,
                epoch(prefix + "epoch", properties.getOrDefault(prefix + "epoch", "0")));
        if (settings.columnNames().contains(document)) {
            throw new ConfigException(prefix + "document", document, "is a declared column already");
        }
        return settings;
    }

    private static int epoch(String key, String text) {
        try {
            int epoch = Integer.parseInt(text.strip());
            if (epoch >= 0 && epoch <= MOST_EPOCHS) {
                return epoch;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key, text, "must be a whole number");
        }
        throw new ConfigException(key, text, "must be between 0 and " + MOST_EPOCHS);
    }

    private void requireKnown(String key) {
        boolean ofATable = TABLE_KEY.matcher(key).matches()
                && tables.keySet().stream().anyMatch(table -> key.startsWith("table." + table + "."));
        if (OWN_KEY.matcher(key).matches()
                && !ofATable
                && !DynamoDbSettings.DEFINITION.names().contains(key)) {
            throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                    + String.join(
                            ", ",
                            DynamoDbSettings.DEFINITION.names().stream()
                                    .sorted()
                                    .toList())
                    + ", and for each of the tables table.<table>.columns, .document, .epoch");
        }
    }

    /** The settings of a table by its name, in the order given. */
    Map<String, TableSettings> tables() {
        return tables;
    }

    /** Those that the connector gave to this task. */
    List<TableSettings> tablesOfTask() {
        return getList(DynamoDbSettings.TASK_TABLES).stream()
                .<@Nullable TableSettings>map(tables::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    String topicPrefix() {
        return getString(DynamoDbSettings.TOPIC_PREFIX);
    }

    SideTopics sideTopics() {
        return new SideTopics(this, topicPrefix());
    }

    boolean tombstones() {
        return Tombstones.wanted(this);
    }

    int scanPage() {
        return getInt(DynamoDbSettings.SCAN_PAGE);
    }

    ShardReader.Pace pace() {
        return ShardSettings.pace(this, false);
    }
}
