package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.changes.OneTaskSource;
import java.util.Map;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** Takes the files that a CockroachDB changefeed writes to S3: one folder, so one task. */
public final class CockroachFilesSourceConnector extends OneTaskSource {
    public CockroachFilesSourceConnector() {
        super(FilesSettings.DEFINITION, CockroachFilesSourceTask.class);
    }

    @Override
    protected void check(Map<String, String> props) {
        new FilesSourceConfig(props);
    }

    /** Every record carries its place in its file, so that Connect's transactions hold both or neither. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
