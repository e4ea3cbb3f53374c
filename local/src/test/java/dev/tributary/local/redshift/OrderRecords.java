package dev.tributary.local.redshift;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records of a topic, each at the next offset of its one partition. */
final class OrderRecords {
    static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("__deleted", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("__position", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final String topic;
    private long offset;

    OrderRecords(String topic) {
        this.topic = topic;
    }

    TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    SinkRecord row(long id, @Nullable String name, @Nullable String position) {
        return row(new Struct(ROW)
                .put("id", id)
                .put("name", name)
                .put("__position", position)
                .put("__deleted", false));
    }

    SinkRecord deleted(long id, @Nullable String position) {
        return row(new Struct(ROW).put("id", id).put("__position", position).put("__deleted", true));
    }

    SinkRecord tombstone(long id) {
        return record(id, null);
    }

    /** A row of any schema that has a field id of 64 bits. */
    SinkRecord row(Struct value) {
        return record(value.getInt64("id"), value);
    }

    private SinkRecord record(long id, @Nullable Struct value) {
        long at = offset++;
        return new SinkRecord(
                topic,
                0,
                null,
                Map.of("id", id),
                value == null ? null : value.schema(),
                value,
                at,
                1_000 + at,
                TimestampType.CREATE_TIME);
    }
}
