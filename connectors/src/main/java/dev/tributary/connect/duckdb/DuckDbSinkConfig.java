package dev.tributary.connect.duckdb;

import dev.tributary.connect.rows.RowRules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the sink: each key once, with its default and its meaning. */
final class DuckDbSinkConfig extends AbstractConfig {
    static final String FILE = "duckdb.file";
    static final String CHECKPOINT_THRESHOLD = "duckdb.checkpoint.threshold";
    static final String TABLE_NAME_MAP = "table.name.map";
    static final String TABLE_CREATE = "table.create";
    static final String TABLE_EVOLVE = "table.evolve";
    static final String PK_FIELDS = "pk.fields";
    static final String DELETED_FIELD = "deleted.field";
    static final String POSITION_FIELD = "position.field";
    static final String BATCH_SIZE = "batch.size";
    static final String BATCH_LINGER_MS = "batch.linger.ms";
    static final String CONNECTOR_NAME = "name";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    FILE,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Path of the DuckDB file; made with its folder when missing. All tasks of this file must run in"
                            + " one JVM.")
            .define(
                    CHECKPOINT_THRESHOLD,
                    ConfigDef.Type.STRING,
                    "1GB",
                    matching("\\d+\\s*[KMG]i?B", "a size such as 1GB"),
                    Importance.LOW,
                    "How much write-ahead log DuckDB gathers before it folds it into the file. More is faster while"
                            + " loading and slower to open after a crash.")
            .define(
                    TABLE_NAME_MAP,
                    ConfigDef.Type.LIST,
                    List.of(),
                    listOf("[^:]+:[^:]+", "topic:table"),
                    Importance.MEDIUM,
                    "Comma separated topic:table pairs. A topic not named here goes to the table of its own name,"
                            + " dots made underscores.")
            .define(
                    TABLE_CREATE,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Create a missing table from the first record's schema.")
            .define(
                    TABLE_EVOLVE,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Add columns and widen column types when a record needs it.")
            .define(
                    PK_FIELDS,
                    ConfigDef.Type.LIST,
                    List.of(),
                    Importance.MEDIUM,
                    "The primary key columns. Empty: the fields of the record key. A primitive record key needs the"
                            + " one name it shall have.")
            .define(
                    DELETED_FIELD,
                    ConfigDef.Type.STRING,
                    "__deleted",
                    Importance.MEDIUM,
                    "The boolean field that marks a row as deleted. Empty: only tombstones delete.")
            .define(
                    POSITION_FIELD,
                    ConfigDef.Type.STRING,
                    "__position",
                    Importance.MEDIUM,
                    "The text field with the version of a row: a row applies only when its position is not smaller"
                            + " than the stored one. Empty: the order of the offsets decides.")
            .define(
                    BATCH_SIZE,
                    ConfigDef.Type.INT,
                    20_000,
                    ConfigDef.Range.between(1, 1_000_000),
                    Importance.LOW,
                    "The most records of a table in one transaction.")
            .define(
                    BATCH_LINGER_MS,
                    ConfigDef.Type.INT,
                    100,
                    ConfigDef.Range.between(0, 60_000),
                    Importance.LOW,
                    "The least time between two transactions of a task, in milliseconds, so that a stream of small"
                            + " polls becomes few large transactions. A record after a pause is written at once.");

    private static final Pattern OWN_KEY = Pattern.compile("(duckdb|table|pk|deleted|position|batch)\\..*");

    private final Map<String, String> tables;

    DuckDbSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
        for (String key : properties.keySet()) {
            if (OWN_KEY.matcher(key).matches() && !DEFINITION.names().contains(key)) {
                throw new ConfigException("unknown setting " + key + "; the settings of this connector are "
                        + String.join(", ", DEFINITION.names().stream().sorted().toList()));
            }
        }
        tables = parseTables(getList(TABLE_NAME_MAP));
    }

    Path file() {
        return Path.of(getString(FILE));
    }

    String checkpointThreshold() {
        return getString(CHECKPOINT_THRESHOLD);
    }

    String tableOf(String topic) {
        String mapped = tables.get(topic);
        return mapped != null ? mapped : topic.replace('.', '_');
    }

    boolean createsTables() {
        return getBoolean(TABLE_CREATE);
    }

    boolean evolvesTables() {
        return getBoolean(TABLE_EVOLVE);
    }

    RowRules rules() {
        return new RowRules(getList(PK_FIELDS), getString(DELETED_FIELD), getString(POSITION_FIELD));
    }

    int batchSize() {
        return getInt(BATCH_SIZE);
    }

    int batchLingerMs() {
        return getInt(BATCH_LINGER_MS);
    }

    private static Map<String, String> parseTables(List<String> pairs) {
        Map<String, String> tables = new LinkedHashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            String topic = pair.substring(0, colon).strip();
            if (tables.put(topic, pair.substring(colon + 1).strip()) != null) {
                throw new ConfigException(TABLE_NAME_MAP, pairs, "names the topic " + topic + " twice");
            }
        }
        return tables;
    }

    private static ConfigDef.Validator matching(String pattern, String what) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (!String.valueOf(value).matches(pattern)) {
                        throw new ConfigException(key, value, "must be " + what);
                    }
                },
                () -> what);
    }

    private static ConfigDef.Validator listOf(String pattern, String what) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    for (Object element : (List<?>) value) {
                        if (!String.valueOf(element).matches(pattern)) {
                            throw new ConfigException(key, element, "must be " + what);
                        }
                    }
                },
                () -> what + ", …");
    }
}
