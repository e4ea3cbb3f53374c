package dev.tributary.connect.export;

import dev.tributary.connect.aws.S3Settings;
import dev.tributary.connect.changes.Tombstones;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** Every setting of the source once, with its default and its meaning. */
final class ExportSettings {
    static final String LOCATION = "export.location";
    static final String TABLES = "tables";
    static final String TENANTS = "tenants";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String IMPORTS_TOPIC = "imports.topic";
    static final String VERSION_PATTERN = "version.pattern";
    static final String DELETE_LIMIT = "delete.limit";
    static final String SCAN_INTERVAL_MS = "scan.interval.ms";
    static final String SETTLE_MS = "settle.ms";
    static final String WORK_DIR = "work.dir";
    static final String CSV_DELIMITER = "csv.delimiter";
    static final String BATCH_SIZE = "batch.size";
    static final String DUCKDB_MEMORY_LIMIT = "duckdb.memory.limit";
    static final String DUCKDB_THREADS = "duckdb.threads";
    /** The tables of a task, as {@code tenant/table}; the connector sets it. */
    static final String TASK_TABLES = "tables.of.task";

    static final ConfigDef DEFINITION = S3Settings.define(Tombstones.define(engine(timing(names(what())))));

    private ExportSettings() {}

    private static ConfigDef what() {
        return new ConfigDef()
                .define(
                        LOCATION,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The folder that holds TENANT/TABLE/EXPORT_VERSION/FILE: a path, or s3://bucket/prefix.")
                .define(
                        TABLES,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "The tables, by the names of their folders. Each needs table.<table>.key, the column or columns"
                                + " that identify a row. table.<table>.columns gives columns and types ('id uuid, total"
                                + " decimal(12,2)'); without it all columns of the header are text."
                                + " table.<table>.delete.limit replaces delete.limit.")
                .define(
                        TENANTS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "The tenants, by the names of their folders. Empty: every folder that is there or comes.")
                .define(
                        TOPIC_PREFIX,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The changes of a table go to <prefix>.<tenant>.<table>.");
    }

    private static ConfigDef names(ConfigDef settings) {
        return settings.define(
                        IMPORTS_TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Where the state of every import is written, to be compacted. Empty: <topic.prefix>.imports.")
                .define(
                        VERSION_PATTERN,
                        ConfigDef.Type.STRING,
                        "(.*?\\d.*?)(?:[_-][vV](\\d+))?",
                        pattern(),
                        Importance.LOW,
                        "What the name of a version's folder looks like. The digits of its one or two groups are one or"
                                + " two numbers, of at most 18 digits; they order the versions. The default reads"
                                + " 20201230_V0001 as 20201230 and 1.");
    }

    private static ConfigDef timing(ConfigDef settings) {
        return settings.define(
                        DELETE_LIMIT,
                        ConfigDef.Type.DOUBLE,
                        0.2,
                        ConfigDef.Range.between(0.0, 1.0),
                        Importance.HIGH,
                        "The largest part of a table's rows that one import may delete. An export that lacks more is"
                                + " taken for a broken one and refused.")
                .define(
                        SCAN_INTERVAL_MS,
                        ConfigDef.Type.INT,
                        1_000,
                        ConfigDef.Range.between(10, 86_400_000),
                        Importance.MEDIUM,
                        "How often to look for new exports, in milliseconds.")
                .define(
                        SETTLE_MS,
                        ConfigDef.Type.INT,
                        1_000,
                        ConfigDef.Range.between(0, 86_400_000),
                        Importance.MEDIUM,
                        "An export is complete when its files have not changed for so long, in milliseconds. Names that"
                                + " begin with . or _ or end in .tmp or .part are passed over: write under such a name"
                                + " and rename, or raise this above the longest pause between two files of an export.")
                .define(
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        20_000,
                        ConfigDef.Range.between(1, 100_000),
                        Importance.LOW,
                        "The most records given to Connect at once. With exactly-once support a transaction each.");
    }

    private static ConfigDef engine(ConfigDef settings) {
        return settings.define(
                        WORK_DIR,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "A folder on a local disk of the worker for decoded files, and for the last export of each"
                                + " table. It may be lost: then the previous export is read again.")
                .define(
                        CSV_DELIMITER,
                        ConfigDef.Type.STRING,
                        ",",
                        ConfigDef.LambdaValidator.with(ExportSettings::oneCharacter, () -> "one character"),
                        Importance.LOW,
                        "What parts the cells of a CSV file.")
                .define(
                        DUCKDB_MEMORY_LIMIT,
                        ConfigDef.Type.STRING,
                        "512MB",
                        ConfigDef.LambdaValidator.with(ExportSettings::size, () -> "a size such as 512MB"),
                        Importance.MEDIUM,
                        "The memory of the comparison, outside of the Java heap, for each task; the rest is spilled to"
                                + " work.dir.")
                .define(
                        DUCKDB_THREADS,
                        ConfigDef.Type.INT,
                        2,
                        ConfigDef.Range.between(1, 256),
                        Importance.MEDIUM,
                        "The threads of the comparison, for each task.")
                .defineInternal(TASK_TABLES, ConfigDef.Type.LIST, List.of(), Importance.LOW);
    }

    private static ConfigDef.Validator pattern() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    try {
                        int groups = Pattern.compile(String.valueOf(value))
                                .matcher("")
                                .groupCount();
                        if (groups < 1 || groups > 2) {
                            throw new ConfigException(key, value, "must have one or two groups");
                        }
                    } catch (PatternSyntaxException e) {
                        throw new ConfigException(key, value, "is no regular expression: " + e.getDescription());
                    }
                },
                () -> "a regular expression with one or two groups");
    }

    private static void oneCharacter(String key, Object value) {
        if (String.valueOf(value).length() != 1) {
            throw new ConfigException(key, value, "must be one character");
        }
    }

    private static void size(String key, Object value) {
        if (!String.valueOf(value).matches("\\d+\\s*[KMG]i?B")) {
            throw new ConfigException(key, value, "must be a size such as 512MB");
        }
    }
}
