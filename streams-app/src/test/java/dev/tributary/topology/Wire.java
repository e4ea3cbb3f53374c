package dev.tributary.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.pipeline.Envelope;
import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Table;
import dev.tributary.row.RowSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Writes changes of a history as a source would: in the table's envelope and format, with Confluent's own serializer. */
final class Wire {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SOURCE = SchemaBuilder.record("Source")
            .namespace("io.debezium.connector.postgresql")
            .fields()
            .requiredString("version")
            .requiredLong("ts_ms")
            .optionalString("snapshot")
            .optionalString("sequence")
            .optionalLong("txId")
            .optionalLong("lsn")
            .endRecord();

    private final Table table;
    private final KafkaAvroSerializer avro;
    private final RowSchema rowSchema;
    private final Schema envelope;

    Wire(Table table, SchemaRegistryClient registry) {
        this.table = table;
        this.avro = new KafkaAvroSerializer(registry, Map.of("schema.registry.url", "mock://unused"));
        this.rowSchema = table.schema().orElseThrow();
        Schema row = SchemaBuilder.nullable().type(rowSchema.avro());
        this.envelope = SchemaBuilder.record("Envelope")
                .namespace("hr.public." + table.name())
                .fields()
                .name("before")
                .type(row)
                .withDefault(null)
                .name("after")
                .type(row)
                .withDefault(null)
                .name("source")
                .type(SOURCE)
                .noDefault()
                .requiredString("op")
                .optionalLong("ts_ms")
                .endRecord();
    }

    String topic() {
        return table.topic();
    }

    /** Whether a delete is followed by a tombstone; a bare row's delete is one. */
    boolean tombstones() {
        return table.envelope() == Envelope.DEBEZIUM;
    }

    byte[] key(History.Change change) {
        return ("{\"" + table.key().get(0) + "\":" + change.key() + "}").getBytes(StandardCharsets.UTF_8);
    }

    byte @Nullable [] value(History.Change change) throws JsonProcessingException {
        if (table.envelope() == Envelope.ROW) {
            return change.row() == null
                    ? null
                    : table.format() == Format.JSON ? json(change.row()) : avro(record(change));
        }
        return table.format() == Format.JSON ? json(envelope(change)) : avro(envelopeRecord(change));
    }

    private byte[] json(Object value) throws JsonProcessingException {
        return JSON.writeValueAsBytes(value);
    }

    private byte[] avro(GenericRecord value) {
        return avro.serialize(table.topic(), value);
    }

    private Map<String, @Nullable Object> envelope(History.Change change) {
        Map<String, @Nullable Object> source = new LinkedHashMap<>();
        source.put("ts_ms", change.lsn());
        source.put("sequence", sequence(change));
        source.put("lsn", change.lsn());
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("before", null);
        envelope.put("after", change.row());
        envelope.put("source", source);
        envelope.put("op", change.op());
        return envelope;
    }

    private GenericRecord envelopeRecord(History.Change change) {
        GenericRecord source = new GenericData.Record(SOURCE);
        source.put("version", "3");
        source.put("ts_ms", change.lsn());
        source.put("sequence", sequence(change));
        source.put("lsn", change.lsn());
        GenericRecord record = new GenericData.Record(envelope);
        record.put("after", change.row() == null ? null : record(change));
        record.put("source", source);
        record.put("op", change.op());
        return record;
    }

    private GenericRecord record(History.Change change) {
        GenericRecord record = new GenericData.Record(rowSchema.avro());
        java.util.Objects.requireNonNull(change.row()).forEach(record::put);
        return record;
    }

    private static String sequence(History.Change change) {
        return "[\"" + (change.lsn() - 1) + "\",\"" + change.lsn() + "\"]";
    }
}
