package dev.tributary.connect.export;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.Tombstones;
import dev.tributary.connect.export.delta.CsvDialect;
import dev.tributary.connect.export.delta.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the source, read and checked. */
final class ExportSourceConfig extends AbstractConfig {
    private static final Pattern OWN_KEY = Pattern.compile(
            "(export|table|tables|tenants|imports|version|delete|work|csv|duckdb|s3|scan|settle)(\\..*)?");
    private static final Pattern TABLE_KEY = Pattern.compile("table\\.(.+)\\.(key|columns|delete\\.limit)");

    private final Map<String, TableSettings> tables = new LinkedHashMap<>();

    ExportSourceConfig(Map<String, String> properties) {
        super(ExportSettings.DEFINITION, properties);
        for (String table : getList(ExportSettings.TABLES)) {
            tables.put(table, table(table, properties));
        }
        properties.keySet().forEach(this::requireKnown);
    }

    private TableSettings table(String table, Map<String, String> properties) {
        String prefix = "table." + table + ".";
        List<String> key = Stream.of(properties.getOrDefault(prefix + "key", "").split(","))
                .map(String::strip)
                .filter(column -> !column.isEmpty())
                .toList();
        if (key.isEmpty()) {
            throw new ConfigException(prefix + "key", null, "name the column or columns that identify a row");
        }
        List<ChangeColumn> columns =
                ChangeColumn.list(prefix + "columns", properties.getOrDefault(prefix + "columns", ""));
        TableSettings settings = new TableSettings(table, key, columns, limit(prefix + "delete.limit", properties));
        if (!columns.isEmpty() && !settings.columnNames().containsAll(key)) {
            throw new ConfigException(prefix + "columns", settings.columnNames(), "lacks a column of the key " + key);
        }
        return settings;
    }

    private double limit(String key, Map<String, String> properties) {
        String text = properties.get(key);
        try {
            double limit = text == null ? getDouble(ExportSettings.DELETE_LIMIT) : Double.parseDouble(text);
            if (limit >= 0 && limit <= 1) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key, text, "must be a number between 0 and 1");
        }
        throw new ConfigException(key, text, "must be between 0 and 1");
    }

    private void requireKnown(String key) {
        boolean ofATable = TABLE_KEY.matcher(key).matches()
                && tables.keySet().stream().anyMatch(table -> key.startsWith("table." + table + "."));
        if (OWN_KEY.matcher(key).matches()
                && !ofATable
                && !ExportSettings.DEFINITION.names().contains(key)) {
            throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                    + String.join(
                            ", ",
                            ExportSettings.DEFINITION.names().stream().sorted().toList())
                    + ", and for each of the tables table.<table>.key, .columns, .delete.limit");
        }
    }

    String location() {
        return getString(ExportSettings.LOCATION);
    }

    /** The settings of a table by its name, in the order given. */
    Map<String, TableSettings> tables() {
        return tables;
    }

    /** Those to import; none means all. */
    List<String> tenants() {
        return getList(ExportSettings.TENANTS);
    }

    /** Those that the connector gave to this task. */
    List<TableName> tablesOfTask() {
        return getList(ExportSettings.TASK_TABLES).stream()
                .map(TableName::parse)
                .toList();
    }

    String topicPrefix() {
        return getString(ExportSettings.TOPIC_PREFIX);
    }

    String importsTopic() {
        String topic = getString(ExportSettings.IMPORTS_TOPIC);
        return topic.isEmpty() ? topicPrefix() + ".imports" : topic;
    }

    Pattern versionPattern() {
        return Pattern.compile(getString(ExportSettings.VERSION_PATTERN));
    }

    boolean tombstones() {
        return Tombstones.wanted(this);
    }

    Duration scanInterval() {
        return Duration.ofMillis(getInt(ExportSettings.SCAN_INTERVAL_MS));
    }

    Duration settleTime() {
        return Duration.ofMillis(getInt(ExportSettings.SETTLE_MS));
    }

    Path workFolder() {
        return Path.of(getString(ExportSettings.WORK_DIR));
    }

    CsvDialect csv() {
        return new CsvDialect(getString(ExportSettings.CSV_DELIMITER).charAt(0));
    }

    int batchSize() {
        return getInt(ExportSettings.BATCH_SIZE);
    }

    Workbench.Limits limits(Path spill) {
        return new Workbench.Limits(
                getString(ExportSettings.DUCKDB_MEMORY_LIMIT), getInt(ExportSettings.DUCKDB_THREADS), spill);
    }
}
