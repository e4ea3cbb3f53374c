package dev.tributary.local.bigquery;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records of a topic of orders, each at the next offset, as the application writes them. */
final class Orders {
    static final String TOPIC = "topic-orders";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private long next;

    static SchemaBuilder columns() {
        return SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("item", Schema.OPTIONAL_STRING_SCHEMA)
                .field("__deleted", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .field("__position", Schema.OPTIONAL_STRING_SCHEMA);
    }

    static final Schema ROW = columns().build();

    /** The position of a row that one table decides: epoch, commit, event, order. */
    static String position(long event) {
        String hex = Long.toHexString(event);
        return "a0a0" + (char) ('a' + hex.length() - 1) + hex + "a0";
    }

    SinkRecord row(long id, @Nullable String item, long event) {
        return record(id, struct(ROW, id, position(event)).put("item", item).put("__deleted", false));
    }

    SinkRecord deleted(long id, long event) {
        return record(id, struct(ROW, id, position(event)).put("__deleted", true));
    }

    SinkRecord tombstone(long id) {
        return record(id, null);
    }

    static Struct struct(Schema schema, long id, @Nullable String position) {
        return new Struct(schema).put("id", id).put("__position", position);
    }

    /** A row of a schema with one column more. */
    SinkRecord with(Schema type, long id, @Nullable Object value, long event) {
        Schema schema = columns().field("more", type).build();
        return record(id, struct(schema, id, position(event)).put("more", value));
    }

    SinkRecord record(long id, @Nullable Struct value) {
        Schema schema = value == null ? null : value.schema();
        return new SinkRecord(TOPIC, 0, null, Map.of("id", id), schema, value, next++, 0L, TimestampType.CREATE_TIME);
    }
}
