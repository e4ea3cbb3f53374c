package dev.tributary.local.snowflake;

import dev.tributary.app.TableSchemas;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.projection.Masking;
import dev.tributary.row.RowSchema;
import dev.tributary.snowflake.Names;
import dev.tributary.snowflake.OutputTable;
import dev.tributary.snowflake.SqlName;
import dev.tributary.topology.OutputSchema;
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

    static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "row", "fields": [
              {"name": "bonus_id", "type": "long"},
              {"name": "full_name", "type": ["null", "string"], "default": null},
              {"name": "bonus", "default": null,
               "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}]},
              {"name": "__deleted", "type": "boolean"},
              {"name": "__source_ts_ms", "type": "long"},
              {"name": "__position", "type": "string"}]}""");

    private static final long EPOCH_MS = 1_700_000_000_000L;

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
        place(row, position);
        send(topic, id, row);
    }

    /** Where a row stands in the source's history: each position has a millisecond of its own. */
    static void place(GenericRecord row, int position) {
        row.put("__source_ts_ms", EPOCH_MS + position);
        row.put("__position", String.format("%08d", position));
    }

    /** The tables of rows of a schema, as they are generated for an output of that name. */
    static OutputTable table(String name, Schema schema) {
        SqlName role = new SqlName("tributary_connector");
        Names names =
                new Names(new SqlName("tributary"), new SqlName("payroll"), new SqlName("tributary_wh"), role, role);
        return OutputTable.of(names, new SqlName(name), new OutputSchema(RowSchema.of(schema), List.of("bonus_id")));
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

    /** New rows of the shipped pipeline's output, most of their columns null. */
    void insertComplete(String topic, long count) throws Exception {
        Pipeline pipeline = StandCheck.pipeline();
        Schema schema = OutputSchema.of(
                        pipeline,
                        pipeline.outputs().get(0),
                        TableSchemas.present(null, pipeline),
                        Masking.keyed("a key to find out columns with"))
                .row()
                .avro();
        for (long id = 0; id < count; id++) {
            GenericRecord row = new GenericData.Record(schema);
            row.put("bonus_id", id);
            row.put("__op", "c");
            row.put("__commit_lsn", 1L);
            row.put("__lsn", 1L);
            row.put("__deleted", false);
            place(row, 1);
            send(topic, id, row);
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
