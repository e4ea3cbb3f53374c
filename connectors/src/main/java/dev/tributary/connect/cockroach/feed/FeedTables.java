package dev.tributary.connect.cockroach.feed;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Tombstones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The tables that a connector's settings declare, and the topics of what becomes of their messages. */
public final class FeedTables {
    private static final Pattern TABLE_KEY = Pattern.compile("table\\.(.+)\\.(key|columns)");

    private final AbstractConfig config;
    private final Map<String, TableSpec> tables = new LinkedHashMap<>();

    /** Reads the settings of {@link FeedSettings}, and {@code table.<table>.*} for each table. */
    public FeedTables(AbstractConfig config, Map<String, String> properties) {
        this.config = config;
        for (String table : config.getList(FeedSettings.TABLES)) {
            tables.put(table, table(table, properties));
        }
    }

    private TableSpec table(String table, Map<String, String> properties) {
        String prefix = "table." + table + ".";
        List<String> key = Stream.of(properties.getOrDefault(prefix + "key", "").split(","))
                .map(String::strip)
                .filter(column -> !column.isEmpty())
                .toList();
        List<ChangeColumn> columns =
                ChangeColumn.list(prefix + "columns", properties.getOrDefault(prefix + "columns", ""));
        List<String> names = columns.stream().map(ChangeColumn::name).toList();
        if (key.isEmpty()) {
            throw new ConfigException(prefix + "key", null, "name the columns of the primary key, in their order");
        }
        if (!names.containsAll(key)) {
            throw new ConfigException(prefix + "columns", names, "must have the columns of the key " + key);
        }
        return new TableSpec(table, key, columns, new ChangeTopic(prefix() + "." + table, columns, key));
    }

    /** The first part of the topics' names. */
    public String prefix() {
        return config.getString(FeedSettings.TOPIC_PREFIX);
    }

    /** The declared tables, by name. */
    public Map<String, TableSpec> all() {
        return tables;
    }

    /** The declared table of a name as a feed tells it, perhaps {@code database.schema.table}; null if none is. */
    public static @Nullable TableSpec find(Map<String, TableSpec> tables, String told) {
        TableSpec table = tables.get(told);
        return table == null ? tables.get(told.substring(told.lastIndexOf('.') + 1)) : table;
    }

    /** Where everything goes that is no change. */
    public FeedRecords.Topics topics() {
        return new FeedRecords.Topics(
                topic(FeedSettings.PROGRESS_TOPIC, "progress"),
                topic(FeedSettings.DEAD_LETTER_TOPIC, "dead-letters"),
                Tombstones.wanted(config));
    }

    /** The topic that a setting names, or {@code <prefix>.<usual>}. */
    public String topic(String key, String usual) {
        String topic = config.getString(key);
        return topic.isEmpty() ? prefix() + "." + usual : topic;
    }

    /** Refuses settings that begin like the connector's own and are none. */
    public void requireKnown(Map<String, String> properties, Pattern own, ConfigDef definition) {
        for (String key : properties.keySet()) {
            boolean ofATable = TABLE_KEY.matcher(key).matches()
                    && tables.keySet().stream().anyMatch(table -> key.startsWith("table." + table + "."));
            if (own.matcher(key).matches() && !ofATable && !definition.names().contains(key)) {
                throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                        + String.join(", ", definition.names().stream().sorted().toList())
                        + ", and for each of the tables table.<table>.key, .columns");
            }
        }
    }
}
