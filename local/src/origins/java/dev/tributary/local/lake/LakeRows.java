package dev.tributary.local.lake;

import dev.tributary.app.TableSchemas;
import dev.tributary.local.place.Installation;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Masking;
import dev.tributary.topology.OutputSchema;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the shipped pipeline's output as the application does, in transactions, and remembers what is current. */
final class LakeRows implements AutoCloseable {
    static final String TOPIC = "topic_payroll_complete";

    /** What the view must give: bonus_id to name and bonus. */
    final Map<Long, String> current = new TreeMap<>();

    /** The records with a value that were committed. */
    long committed;

    private final Map<Long, String> pending = new TreeMap<>();
    private final KafkaProducer<String, Object> producer;
    private final Schema schema;
    /** A commit fails when one of these has. */
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    private final Random random = new Random(7);
    private long position;
    private long written;

    LakeRows(String bootstrapServers, String registryUrl) {
        Pipeline pipeline = PipelineFile.read(Installation.find().file("config/pipelines/payroll.properties"));
        schema = OutputSchema.of(
                        pipeline,
                        pipeline.outputs().get(0),
                        TableSchemas.present(null, pipeline),
                        Masking.keyed("a key to find out columns with"))
                .row()
                .avro();
        KafkaAvroSerializer values = new KafkaAvroSerializer();
        values.configure(Map.of("schema.registry.url", registryUrl), false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "lake-rows"),
                new StringSerializer(),
                values);
        producer.initTransactions();
    }

    /** A transaction of changes to a few hundred keys: new versions, deletes, keys that come back. */
    void commit(int changes) {
        producer.beginTransaction();
        pending.clear();
        pending.putAll(current);
        write(changes);
        producer.commitTransaction();
        current.clear();
        current.putAll(pending);
        committed += written;
    }

    /** The same, as a crash of the application leaves it. */
    void abort(int changes) {
        long before = position;
        producer.beginTransaction();
        pending.clear();
        pending.putAll(current);
        write(changes);
        producer.flush();
        producer.abortTransaction();
        position = before;
    }

    private void write(int changes) {
        written = changes;
        for (int i = 0; i < changes; i++) {
            long id = random.nextInt(300);
            boolean deleted = random.nextInt(5) == 0;
            String bonus = random.nextInt(100_000) + ".50";
            GenericRecord row = new GenericData.Record(schema);
            row.put("bonus_id", id);
            row.put("__op", deleted ? "d" : "u");
            row.put("__commit_lsn", position);
            row.put("__lsn", position);
            row.put("__deleted", deleted);
            row.put("__source_ts_ms", 1_700_000_000_000L + position);
            row.put("__position", String.format("%016d", position++));
            if (!deleted) {
                row.put("full_name", "Employee " + id);
                row.put("bonus", decimal("bonus", bonus));
            }
            String key = "{\"bonus_id\":" + id + "}";
            sent.add(producer.send(new ProducerRecord<>(TOPIC, key, row)));
            pending.put(id, "Employee " + id + "," + bonus);
            if (deleted) {
                sent.add(producer.send(new ProducerRecord<>(TOPIC, key, null)));
                pending.remove(id);
            }
        }
    }

    private ByteBuffer decimal(String field, String number) {
        Schema decimal = schema.getField(field).schema().getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.BYTES)
                .findFirst()
                .orElseThrow();
        int scale = (Integer) decimal.getObjectProp("scale");
        return new Conversions.DecimalConversion()
                .toBytes(new BigDecimal(number).setScale(scale), decimal, decimal.getLogicalType());
    }

    @Override
    public void close() {
        producer.close();
    }
}
