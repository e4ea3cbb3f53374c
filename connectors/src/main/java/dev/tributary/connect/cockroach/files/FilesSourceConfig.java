package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.cockroach.feed.FeedTables;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;

/** The settings of the source, read and checked. */
final class FilesSourceConfig extends AbstractConfig {
    private static final Pattern OWN_KEY = Pattern.compile("(files|scan|batch|table|tables|progress|dead|s3)(\\..*)?");

    private final FeedTables tables;

    FilesSourceConfig(Map<String, String> properties) {
        super(FilesSettings.DEFINITION, properties);
        tables = new FeedTables(this, properties);
        tables.requireKnown(properties, OWN_KEY, FilesSettings.DEFINITION);
    }

    FeedTables tables() {
        return tables;
    }

    String location() {
        return getString(FilesSettings.LOCATION);
    }

    /** The registry of the files. */
    String filesTopic() {
        return tables.topic(FilesSettings.FILES_TOPIC, "files");
    }

    int scanIntervalMs() {
        return getInt(FilesSettings.SCAN_INTERVAL_MS);
    }

    int batchSize() {
        return getInt(FilesSettings.BATCH_SIZE);
    }
}
