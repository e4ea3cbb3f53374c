package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.aws.S3Settings;
import dev.tributary.connect.cockroach.feed.FeedSettings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Every setting of the source once, with its default and its meaning. */
final class FilesSettings {
    static final String LOCATION = "files.location";
    static final String FILES_TOPIC = "files.topic";
    static final String SCAN_INTERVAL_MS = "scan.interval.ms";
    static final String BATCH_SIZE = "batch.size";

    static final ConfigDef DEFINITION = S3Settings.define(FeedSettings.define(what()));

    private FilesSettings() {}

    private static ConfigDef what() {
        return new ConfigDef()
                .define(
                        LOCATION,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The folder that one changefeed writes into, and nothing else does: s3://bucket/prefix, or a"
                                + " path.")
                .define(
                        FILES_TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Where the state of every file is written, to be compacted. Empty: <topic.prefix>.files.")
                .define(
                        SCAN_INTERVAL_MS,
                        ConfigDef.Type.INT,
                        1_000,
                        ConfigDef.Range.between(10, 86_400_000),
                        Importance.MEDIUM,
                        "How long to wait before looking for new files again, in milliseconds. Every look lists all"
                                + " files: let the bucket delete old ones.")
                .define(
                        BATCH_SIZE,
                        ConfigDef.Type.INT,
                        5_000,
                        ConfigDef.Range.between(1, 100_000),
                        Importance.LOW,
                        "About the most records given to Connect at once. With exactly-once support a transaction each.");
    }
}
