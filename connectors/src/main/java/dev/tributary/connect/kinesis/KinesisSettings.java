package dev.tributary.connect.kinesis;

import dev.tributary.connect.aws.AwsSettings;
import dev.tributary.connect.shards.ShardSettings;
import dev.tributary.connect.shards.SideTopics;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Every setting of the source once, with its default and its meaning. */
final class KinesisSettings {
    static final String STREAM = "stream";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String FORMAT = "format";
    static final String DELIMITER = "csv.delimiter";
    static final String COLUMNS = "columns";
    static final String KEY = "key";
    static final String START = "start";
    static final String WHEN_TRIMMED = "when.trimmed";
    static final String PAGE_SIZE = "page.size";

    static final AwsSettings AWS = new AwsSettings("aws");
    static final ConfigDef DEFINITION = AWS.define(ShardSettings.define(SideTopics.define(limits(reading(rows())))));

    private KinesisSettings() {}

    private static ConfigDef rows() {
        return new ConfigDef()
                .define(
                        STREAM,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The stream.")
                .define(
                        TOPIC_PREFIX,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The rows go to <prefix>.<stream>.")
                .define(
                        COLUMNS,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Columns and types ('symbol string, price decimal(18,4), ts timestamptz'): of JSON by their"
                                + " names, of CSV in the order of the cells.")
                .define(
                        KEY,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "The columns that identify a row; a later record replaces it. The stream's partition key must"
                                + " follow from them, or their order is not kept. Empty: every record is a row of its"
                                + " own, keyed by two more columns, shard and sequence.");
    }

    private static ConfigDef reading(ConfigDef settings) {
        return settings.define(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        "json",
                        ConfigDef.ValidString.in("json", "csv"),
                        Importance.HIGH,
                        "What a record is: json, one object; csv, one line without a header.")
                .define(
                        DELIMITER,
                        ConfigDef.Type.STRING,
                        ",",
                        ConfigDef.LambdaValidator.with(CsvLine::requireDelimiter, () -> "one character but the quote"),
                        Importance.LOW,
                        "What parts the cells of a line.")
                .define(
                        START,
                        ConfigDef.Type.STRING,
                        "TRIM_HORIZON",
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> Start.of(key, String.valueOf(value)),
                                () -> "TRIM_HORIZON, LATEST, or a time such as 2026-01-31T00:00:00Z"),
                        Importance.MEDIUM,
                        "Where to begin when nothing was read yet: with the oldest record, with those that come from now"
                                + " on, or with those of a time.")
                .define(
                        WHEN_TRIMMED,
                        ConfigDef.Type.STRING,
                        "stop",
                        ConfigDef.ValidString.in("stop", "continue"),
                        Importance.MEDIUM,
                        "What to do when the stream has dropped records before they were read: stop, or continue with"
                                + " what is left, and log an error.");
    }

    private static ConfigDef limits(ConfigDef settings) {
        return settings.define(
                PAGE_SIZE,
                ConfigDef.Type.INT,
                5_000,
                ConfigDef.Range.between(1, 10_000),
                Importance.LOW,
                "The most records of one read of a shard. With exactly-once support a transaction each.");
    }
}
