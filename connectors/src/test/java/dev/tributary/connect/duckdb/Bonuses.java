package dev.tributary.connect.duckdb;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records of a small topic, each at the next offset of its partition. */
final class Bonuses {
    static final String TOPIC = "hr.bonuses";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    static final Schema ROW = SchemaBuilder.struct()
            .field("bonus_id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("__deleted", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("__position", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final Map<Integer, Long> offsets = new HashMap<>();
    private final int partition;

    Bonuses() {
        this(0);
    }

    Bonuses(int partition) {
        this.partition = partition;
    }

    SinkRecord row(long id, @Nullable String name, @Nullable String position) {
        return record(Map.of("bonus_id", id), ROW, struct(id, name, position).put("__deleted", false));
    }

    SinkRecord deleted(long id, @Nullable String position) {
        return record(Map.of("bonus_id", id), ROW, struct(id, null, position).put("__deleted", true));
    }

    SinkRecord tombstone(long id) {
        return record(Map.of("bonus_id", id), null, null);
    }

    SinkRecord record(@Nullable Object key, @Nullable Schema schema, @Nullable Object value) {
        return keyed(null, key, schema, value);
    }

    SinkRecord keyed(
            @Nullable Schema keySchema, @Nullable Object key, @Nullable Schema schema, @Nullable Object value) {
        long offset = offsets.merge(partition, 1L, Long::sum) - 1;
        return new SinkRecord(
                TOPIC, partition, keySchema, key, schema, value, offset, 1_000 + offset, TimestampType.CREATE_TIME);
    }

    private static Struct struct(long id, @Nullable String name, @Nullable String position) {
        return new Struct(ROW).put("bonus_id", id).put("name", name).put("__position", position);
    }
}
