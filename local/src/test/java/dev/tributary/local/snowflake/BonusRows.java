package dev.tributary.local.snowflake;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes rows as the streams app does: a JSON key, an Avro value, a position, deletes as a row and a tombstone. */
final class BonusRows implements AutoCloseable {

    static final List<SnowflakeDouble.Declared> COLUMNS = List.of(
            new SnowflakeDouble.Declared("RECORD_METADATA", "VARIANT"),
            new SnowflakeDouble.Declared("BONUS_ID", "NUMBER(38,0)"),
            new SnowflakeDouble.Declared("FULL_NAME", "VARCHAR"),
            new SnowflakeDouble.Declared("BONUS", "NUMBER(12,2)"),
            new SnowflakeDouble.Declared("__DELETED", "BOOLEAN"),
            new SnowflakeDouble.Declared("__POSITION", "VARCHAR"));

    static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "row", "fields": [
              {"name": "bonus_id", "type": "long"},
              {"name": "full_name", "type": ["null", "string"], "default": null},
              {"name": "bonus", "default": null,
               "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}]},
              {"name": "__deleted", "type": "boolean"},
              {"name": "__position", "type": "string"}]}""");

    private final KafkaProducer<String, Object> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    BonusRows(String bootstrapServers, String registryUrl) {
        KafkaAvroSerializer values = new KafkaAvroSerializer();
        values.configure(Map.of("schema.registry.url", registryUrl), false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0), new StringSerializer(), values);
    }

    /** A version of a row; {@code name} null means that the column is. */
    void upsert(String topic, long id, @Nullable String name, @Nullable String bonus, int position) {
        GenericRecord row = new GenericData.Record(SCHEMA);
        row.put("full_name", name);
        row.put("bonus", bonus == null ? null : decimal(bonus));
        send(topic, id, row, false, position);
    }

    void delete(String topic, long id, int position) {
        send(topic, id, new GenericData.Record(SCHEMA), true, position);
        tombstone(topic, id);
    }

    void tombstone(String topic, long id) {
        sent.add(producer.send(new ProducerRecord<>(topic, key(id), null)));
    }

    private void send(String topic, long id, GenericRecord row, boolean deleted, int position) {
        row.put("bonus_id", id);
        row.put("__deleted", deleted);
        row.put("__position", String.format("%08d", position));
        send(topic, id, row);
    }

    void send(String topic, long id, GenericRecord row) {
        sent.add(producer.send(new ProducerRecord<>(topic, key(id), row)));
    }

    /** Many new rows. */
    void insert(String topic, long from, long to) throws Exception {
        for (long id = from; id < to; id++) {
            upsert(topic, id, "Employee " + id, id + ".50", 1);
        }
        flush();
    }

    private static String key(long id) {
        return "{\"bonus_id\":" + id + "}";
    }

    private static ByteBuffer decimal(String number) {
        return ByteBuffer.wrap(
                new BigDecimal(number).setScale(2).unscaledValue().toByteArray());
    }

    /** Waits until the broker has everything. */
    void flush() throws Exception {
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
