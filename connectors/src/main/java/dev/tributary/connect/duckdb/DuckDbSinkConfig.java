package dev.tributary.connect.duckdb;

import dev.tributary.connect.rows.RowRules;
import dev.tributary.connect.rows.SettingChecks;
import dev.tributary.connect.rows.TableRules;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of the sink: each key once, with its default and its meaning. */
final class DuckDbSinkConfig extends AbstractConfig {
    static final String FILE = "duckdb.file";
    static final String CHECKPOINT_THRESHOLD = "duckdb.checkpoint.threshold";
    static final String BATCH_SIZE = "batch.size";
    static final String BATCH_LINGER_MS = "batch.linger.ms";
    static final String CONNECTOR_NAME = "name";

    static final ConfigDef DEFINITION = RowRules.define(
            TableRules.define(own(), "", "Add columns and widen column types when a record needs it."),
            "a row applies only when its position is not smaller than the stored one.");

    private static final Pattern OWN_KEY = Pattern.compile("(duckdb|table|pk|deleted|position|batch)\\..*");

    private final TableRules tables;

    DuckDbSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
        SettingChecks.requireKnown(properties, OWN_KEY, DEFINITION);
        tables = TableRules.of(this);
    }

    private static ConfigDef own() {
        return new ConfigDef()
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
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        50_000,
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
                                + " polls becomes few large transactions; as long as the last one took, up to 5 s, where that is"
                                + " longer. A record after a pause is written at once.");
    }

    Path file() {
        return Path.of(getString(FILE));
    }

    String checkpointThreshold() {
        return getString(CHECKPOINT_THRESHOLD);
    }

    TableRules tables() {
        return tables;
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
