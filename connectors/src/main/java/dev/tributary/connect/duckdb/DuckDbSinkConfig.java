package dev.tributary.connect.duckdb;

import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.rows.SettingChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of the sink: each key once, with its default and its meaning. */
final class DuckDbSinkConfig extends AbstractConfig {
    static final String FILE = "duckdb.file";
    static final String CHECKPOINT_THRESHOLD = "duckdb.checkpoint.threshold";
    static final String TABLE_NAME_MAP = "table.name.map";
    static final String TABLE_CREATE = "table.create";
    static final String TABLE_EVOLVE = "table.evolve";
    static final String BATCH_SIZE = "batch.size";
    static final String BATCH_LINGER_MS = "batch.linger.ms";
    static final String CONNECTOR_NAME = "name";

    static final ConfigDef DEFINITION = RowRules.define(
            new ConfigDef()
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
                            SettingChecks.matching("\\d+\\s*[KMG]i?B", "a size such as 1GB"),
                            Importance.LOW,
                            "How much write-ahead log DuckDB gathers before it folds it into the file. More is faster while"
                                    + " loading and slower to open after a crash.")
                    .define(
                            TABLE_NAME_MAP,
                            ConfigDef.Type.LIST,
                            List.of(),
                            SettingChecks.listOf("[^:]+:[^:]+", "topic:table"),
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
                                    + " polls becomes few large transactions. A record after a pause is written at once."),
            "a row applies only when its position is not smaller than the stored one.");

    private static final Pattern OWN_KEY = Pattern.compile("(duckdb|table|pk|deleted|position|batch)\\..*");

    private final Map<String, String> tables;

    DuckDbSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
        SettingChecks.requireKnown(properties, OWN_KEY, DEFINITION);
        tables = SettingChecks.pairs(TABLE_NAME_MAP, getList(TABLE_NAME_MAP));
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
        return RowRules.of(this);
    }

    int batchSize() {
        return getInt(BATCH_SIZE);
    }

    int batchLingerMs() {
        return getInt(BATCH_LINGER_MS);
    }
}
