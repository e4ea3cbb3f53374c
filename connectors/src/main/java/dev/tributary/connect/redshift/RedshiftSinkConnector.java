package dev.tributary.connect.redshift;

import dev.tributary.connect.rows.TableSinkConnector;
import java.util.Map;

/** Keeps tables of Amazon Redshift equal to topics, exactly once. */
public final class RedshiftSinkConnector extends TableSinkConnector {
    public RedshiftSinkConnector() {
        super(RedshiftSinkConfig.DEFINITION, RedshiftSinkTask.class);
    }

    @Override
    protected void check(Map<String, String> props) {
        new RedshiftSinkConfig(props);
    }
}
