package dev.tributary.connect.bigquery;

import dev.tributary.connect.rows.TableSinkConnector;
import java.util.Map;

/** Keeps tables of BigQuery equal to topics, through the Storage Write API's change data capture. */
public final class BigQuerySinkConnector extends TableSinkConnector {
    public BigQuerySinkConnector() {
        super(BigQuerySinkConfig.DEFINITION, BigQuerySinkTask.class);
    }

    @Override
    protected void check(Map<String, String> props) {
        new BigQuerySinkConfig(props);
    }
}
