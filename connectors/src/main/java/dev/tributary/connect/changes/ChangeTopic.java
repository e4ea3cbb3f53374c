package dev.tributary.connect.changes;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** The schemas of one change topic, and its records. */
public final class ChangeTopic {
    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("dev.tributary.connect.changes.Source")
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("place", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("pos", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final String topic;
    private final Schema key;
    private final Schema row;
    private final Schema envelope;

    /** A topic whose rows have these columns; those of the key are never null. */
    public ChangeTopic(String topic, List<ChangeColumn> columns, List<String> keyColumns) {
        this.topic = topic;
        String name = schemaName(topic);
        SchemaBuilder rows = SchemaBuilder.struct().name(name + ".Value").optional();
        for (ChangeColumn column : columns) {
            rows.field(column.name(), column.type().schema(!keyColumns.contains(column.name())));
        }
        row = rows.build();
        SchemaBuilder keys = SchemaBuilder.struct().name(name + ".Key");
        for (String column : keyColumns) {
            keys.field(column, row.field(column).schema());
        }
        key = keys.build();
        envelope = SchemaBuilder.struct()
                .name(name + ".Envelope")
                .field("before", row)
                .field("after", row)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    /** The name of the Kafka topic. */
    public String name() {
        return topic;
    }

    /** An empty row to fill. */
    public Struct row() {
        return new Struct(row);
    }

    /** An empty key to fill. */
    public Struct key() {
        return new Struct(key);
    }

    /** The key of a filled row. */
    public Struct keyOf(Struct filled) {
        Struct result = key();
        for (Field field : key.fields()) {
            result.put(field, filled.get(field.name()));
        }
        return result;
    }

    /** The record of a change, with the source offset that Connect stores for it. */
    public SourceRecord record(Change change, Map<String, ?> sourcePartition, Map<String, ?> sourceOffset) {
        Struct value = new Struct(envelope)
                .put("before", change.before())
                .put("after", change.after())
                .put("source", source(change.origin()))
                .put("op", change.op().letter())
                .put("ts_ms", System.currentTimeMillis());
        return new SourceRecord(sourcePartition, sourceOffset, topic, key, change.key(), envelope, value);
    }

    /** The null value that follows a delete, so that compaction forgets the key. */
    public SourceRecord tombstone(Struct deleted, Map<String, ?> sourcePartition, Map<String, ?> sourceOffset) {
        return new SourceRecord(sourcePartition, sourceOffset, topic, key, deleted, null, null);
    }

    private static Struct source(Origin origin) {
        return new Struct(SOURCE)
                .put("connector", origin.connector())
                .put("name", origin.name())
                .put("table", origin.table())
                .put("place", origin.place())
                .put("ts_ms", origin.tsMs())
                .put("pos", origin.pos());
    }

    /** Avro's namespaces allow letters, digits and underscores between the dots, and no digit first. */
    private static String schemaName(String topic) {
        return topic.replaceAll("[^A-Za-z0-9_.]", "_").replaceAll("(^|\\.)(?=\\d)", "$1_");
    }
}
