package dev.tributary.topology;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A source table whose columns change: writes Debezium's envelopes of whatever columns it has at the moment. */
final class SourceTable {
    private static final Schema SOURCE = SchemaBuilder.record("Source")
            .namespace("io.debezium.connector.postgresql")
            .fields()
            .optionalString("sequence")
            .optionalLong("lsn")
            .endRecord();

    private Flow flow;
    private final String topic;
    private final KafkaAvroSerializer serializer;
    private Schema row;
    private Schema envelope;
    private long lsn = 100;

    /** A table with these columns, {@code {"name":"id","type":"long"},…}. */
    SourceTable(Flow flow, String topic, String columns) {
        this.flow = flow;
        this.topic = topic;
        this.serializer = serializer(flow.registry());
        this.row = row(topic, columns);
        this.envelope = envelope(topic, row);
    }

    private static KafkaAvroSerializer serializer(SchemaRegistryClient registry) {
        return new KafkaAvroSerializer(registry, Map.of("schema.registry.url", "mock://unused"));
    }

    /** The envelope's schema, as a connector registers it with the table's first row. */
    static Schema envelope(String topic, String columns) {
        return envelope(topic, row(topic, columns));
    }

    private static Schema row(String topic, String columns) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Value\",\"namespace\":\"" + topic + "\",\"fields\":[" + columns
                        + "]}");
    }

    private static Schema envelope(String topic, Schema row) {
        Schema optional = SchemaBuilder.nullable().type(row);
        return SchemaBuilder.record("Envelope")
                .namespace(topic)
                .fields()
                .name("before")
                .type(optional)
                .withDefault(null)
                .name("after")
                .type(optional)
                .withDefault(null)
                .name("source")
                .type(SOURCE)
                .noDefault()
                .requiredString("op")
                .endRecord();
    }

    /** Goes on writing to another run of the application. */
    SourceTable on(Flow other) {
        flow = other;
        return this;
    }

    /** {@code ALTER TABLE}: rows have these columns from now on. */
    SourceTable become(String columns) {
        row = row(topic, columns);
        envelope = envelope(topic, row);
        return this;
    }

    /** {@code INSERT} or {@code UPDATE} of the row with this id. */
    SourceTable put(long id, Map<String, Object> values) {
        GenericRecord after = new GenericData.Record(row);
        after.put("id", id);
        values.forEach(after::put);
        return send(id, "u", after);
    }

    SourceTable delete(long id) {
        return send(id, "d", null);
    }

    private SourceTable send(long id, String op, @org.jspecify.annotations.Nullable GenericRecord after) {
        lsn++;
        GenericRecord source = new GenericData.Record(SOURCE);
        source.put("lsn", lsn);
        source.put("sequence", "[\"" + lsn + "\",\"" + lsn + "\"]");
        GenericRecord record = new GenericData.Record(envelope);
        record.put("after", after);
        record.put("source", source);
        record.put("op", op);
        flow.send(topic, ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, record));
        return this;
    }
}
