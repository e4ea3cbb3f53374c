package dev.tributary.local.part;

import dev.tributary.local.bigquery.BigQueryDouble;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The double of BigQuery, filled by our own sink with its shipped configuration. */
public final class BigQueryWarehouse implements Warehouse {
    /** Ships for the orders of CockroachDB; only the topics and the table differ. */
    private static final String SHIPPED = "connectors/bigquery-orders-sink.properties";

    /** The client tells of each connection on standard error; kept here, for JUL forgets a logger nobody holds. */
    private static final Logger CLIENT_LOG = Logger.getLogger("com.google.cloud.bigquery.storage");

    private final Installation installation;
    private final BigQueryDouble bigQuery;
    private final Path folder;

    private BigQueryWarehouse(Installation installation, BigQueryDouble bigQuery, Path folder) {
        this.installation = installation;
        this.bigQuery = bigQuery;
        this.folder = folder;
    }

    /** Starts the double with the dataset of the shipped configuration. */
    public static BigQueryWarehouse start(Installation installation, DataDirectory directory, Ports ports)
            throws IOException, SQLException {
        CLIENT_LOG.setLevel(Level.WARNING);
        Map<String, String> shipped = shipped(installation);
        Path folder = directory.folder("bigquery");
        BigQueryDouble started = BigQueryDouble.start(
                folder,
                new BigQueryDouble.Ports(ports.of(Service.BIGQUERY), ports.of(Service.BIGQUERY_STORAGE)),
                shipped.getOrDefault("bigquery.project", ""),
                shipped.getOrDefault("bigquery.dataset", ""));
        return new BigQueryWarehouse(installation, started, folder);
    }

    private static Map<String, String> shipped(Installation installation) throws IOException {
        return installation.properties(SHIPPED);
    }

    @Override
    public String connector() {
        return "bigquery-sink";
    }

    @Override
    public List<Path> plugins() {
        return List.of();
    }

    /** The shipped configuration with the places of this stack filled in. */
    @Override
    public Map<String, String> config(List<String> topics, SchemaRegistry registry) throws IOException {
        Map<String, String> config = shipped(installation);
        config.put("name", connector());
        config.put("topics", String.join(",", topics));
        config.remove("table.name.map");
        config.remove("bigquery.credentials");
        config.put("errors.deadletterqueue.topic.name", "dead-letters-" + connector());
        config.put("bigquery.rest.endpoint", bigQuery.restEndpoint());
        config.put("bigquery.storage.endpoint", bigQuery.storageEndpoint());
        config.put("value.converter.schema.registry.url", registry.url());
        return config;
    }

    @Override
    public boolean countsTombstones() {
        return true;
    }

    @Override
    public Connection connect() throws SQLException {
        return bigQuery.connect();
    }

    @Override
    public String table(String topic) {
        return topic.replace('.', '_').replace('-', '_');
    }

    /** A deleted row is gone. */
    @Override
    public String rows(String topic) {
        return '"' + table(topic) + '"';
    }

    @Override
    public String place() {
        return bigQuery.restEndpoint() + "  (a double of BigQuery; its rows are a DuckDB file in " + folder + ")";
    }

    @Override
    public List<String> problems() {
        return bigQuery.problems();
    }

    @Override
    public void close() throws SQLException {
        bigQuery.close();
    }
}
