package dev.tributary.local.part;

import dev.tributary.local.place.DataDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The DuckDB sink connector of this stack: every output topic into one file. */
public final class WarehouseSink {

    public static final String NAME = "duckdb-sink";
    public static final String GROUP = "connect-" + NAME;

    private WarehouseSink() {}

    /** The table that the sink makes of a topic. */
    public static String table(String topic) {
        return topic.replace('.', '_');
    }

    /** The connector's settings; a record that cannot be written goes to a topic of its own, and the others go on. */
    public static Map<String, String> config(DataDirectory directory, List<String> topics, SchemaRegistry registry) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "dev.tributary.connect.duckdb.DuckDbSinkConnector");
        config.put("tasks.max", "1");
        config.put("topics", String.join(",", topics));
        config.put("duckdb.file", Warehouse.of(directory).file().toString());
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("key.converter.schemas.enable", "false");
        config.put("value.converter", "io.confluent.connect.avro.AvroConverter");
        config.put("value.converter.schema.registry.url", registry.url());
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "dead-letters-" + NAME);
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        return config;
    }
}
