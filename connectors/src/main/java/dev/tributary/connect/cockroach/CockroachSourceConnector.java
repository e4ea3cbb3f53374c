package dev.tributary.connect.cockroach;

import dev.tributary.connect.changes.OneTaskSource;
import java.util.Map;

/** Takes CockroachDB's webhook changefeeds: one listener, so one task. */
public final class CockroachSourceConnector extends OneTaskSource {
    public CockroachSourceConnector() {
        super(CockroachSettings.DEFINITION, CockroachSourceTask.class);
    }

    @Override
    protected void check(Map<String, String> props) {
        new CockroachSourceConfig(props);
    }
}
