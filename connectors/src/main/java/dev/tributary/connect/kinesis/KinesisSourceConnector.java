package dev.tributary.connect.kinesis;

import dev.tributary.connect.changes.OneTaskSource;
import java.util.Map;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** Follows a Kinesis stream: one task, so that a parent's records go out before its children's. */
public final class KinesisSourceConnector extends OneTaskSource {
    public KinesisSourceConnector() {
        super(KinesisSettings.DEFINITION, KinesisSourceTask.class);
    }

    @Override
    protected void check(Map<String, String> props) {
        new KinesisSourceConfig(props);
    }

    /** Every record carries the offset to go on from, so that Connect's transactions hold both or neither. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
