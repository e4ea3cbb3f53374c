package dev.tributary.connect.duckdb;

import dev.tributary.connect.rows.TableSinkConnector;
import java.util.Map;

/**
 * Keeps a table in a DuckDB file equal to a topic, exactly once.
 *
 * <p>It belongs on the class path of the Connect worker and never in a plugin folder: DuckDB loaded by two class
 * loaders opens one file twice and ruins it.
 */
public final class DuckDbSinkConnector extends TableSinkConnector {
    public DuckDbSinkConnector() {
        super(DuckDbSinkConfig.DEFINITION, DuckDbSinkTask.class);
    }

    @Override
    protected void check(Map<String, String> props) {
        new DuckDbSinkConfig(props);
    }
}
