package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The DuckDB file that our own sink fills. Only this process can open it while the sink runs. */
public record DuckDbWarehouse(Path file) implements Warehouse {

    public static DuckDbWarehouse of(DataDirectory directory) {
        return new DuckDbWarehouse(directory.warehouse());
    }

    @Override
    public String connector() {
        return "duckdb-sink";
    }

    @Override
    public List<Path> plugins() {
        return List.of();
    }

    @Override
    public Map<String, String> config(List<String> topics, SchemaRegistry registry) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "dev.tributary.connect.duckdb.DuckDbSinkConnector");
        config.put("tasks.max", "1");
        config.put("topics", String.join(",", topics));
        config.put("duckdb.file", file.toString());
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("key.converter.schemas.enable", "false");
        config.put("value.converter", "io.confluent.connect.avro.AvroConverter");
        config.put("value.converter.schema.registry.url", registry.url());
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "dead-letters-" + connector());
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        return config;
    }

    @Override
    public boolean countsTombstones() {
        return true;
    }

    /** Sees each transaction of the sink whole or not at all. */
    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file);
    }

    @Override
    public String table(String topic) {
        return topic.replace('.', '_');
    }

    /** The sink keeps a delete as a marked row. */
    @Override
    public String rows(String topic) {
        return undeleted(table(topic));
    }

    /** The rows of a table that are not marked as deleted. */
    public static String undeleted(String table) {
        return "(SELECT * FROM \"" + table + "\" WHERE NOT coalesce(__deleted, false))";
    }

    @Override
    public String place() {
        return file + "  (DuckDB; open to this process alone while it runs)";
    }

    @Override
    public void close() {}
}
