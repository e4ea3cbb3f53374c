package dev.tributary.benchmarks.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Change events as Confluent's AvroConverter writes them: a zero byte, the schema's id, the envelope. */
final class AvroChanges implements ChangeFormat {
    private final Table payroll;
    private final Table bonus;

    /** Both ids are the registry's, for the schemas of {@link Schemas}. */
    AvroChanges(int payrollSchemaId, int bonusSchemaId) {
        this.payroll = new Table("payroll", payrollSchemaId, Schemas.PAYROLL_ENVELOPE.parse());
        this.bonus = new Table("bonus", bonusSchemaId, Schemas.BONUS_ENVELOPE.parse());
    }

    @Override
    public byte[] payroll(Employee employee, Commit commit) {
        GenericRecord row = payroll.row();
        row.put("employee_id", employee.id());
        row.put("first_name", employee.firstName());
        row.put("last_name", employee.lastName());
        row.put("age", employee.age());
        row.put("ssn", employee.ssn());
        byte[] unscaled = BigInteger.valueOf(employee.hourlyRateCents()).toByteArray();
        row.put("hourly_rate", ByteBuffer.wrap(unscaled));
        row.put("gender", employee.gender());
        row.put("email", employee.email());
        row.put("notes", employee.notes());
        return payroll.encode(row, commit);
    }

    @Override
    public byte[] bonus(int id, int employee, int amount, Commit commit) {
        GenericRecord row = bonus.row();
        row.put("bonus_id", id);
        row.put("employee_id", employee);
        row.put("bonus", amount);
        row.put("ts", commit.timestamp());
        return bonus.encode(row, commit);
    }

    /** The writer of one table's events. */
    private static final class Table {
        private final String name;
        private final int schemaId;
        private final Schema envelope;
        private final GenericDatumWriter<GenericRecord> writer;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

        Table(String name, int schemaId, Schema envelope) {
            this.name = name;
            this.schemaId = schemaId;
            this.envelope = envelope;
            this.writer = new GenericDatumWriter<>(envelope);
        }

        GenericRecord row() {
            return new GenericData.Record(branch(envelope, "after"));
        }

        byte[] encode(GenericRecord row, Commit commit) {
            GenericRecord event = new GenericData.Record(envelope);
            event.put("after", row);
            event.put("source", source(commit));
            event.put("transaction", transaction(commit));
            event.put("op", commit.operation());
            event.put("ts_ms", commit.seenMillis());
            event.put("ts_us", commit.seenMillis() * 1_000);
            event.put("ts_ns", commit.seenMillis() * 1_000_000);
            return write(event);
        }

        private GenericRecord source(Commit commit) {
            GenericRecord source =
                    new GenericData.Record(envelope.getField("source").schema());
            source.put("version", "3.7.0.Final");
            source.put("connector", "postgresql");
            source.put("name", "hr");
            source.put("ts_ms", commit.millis());
            source.put("snapshot", "false");
            source.put("db", "hr");
            source.put("sequence", commit.sequence());
            source.put("ts_us", commit.millis() * 1_000);
            source.put("ts_ns", commit.millis() * 1_000_000);
            source.put("schema", "public");
            source.put("table", name);
            source.put("txId", commit.transaction());
            source.put("lsn", commit.lsn());
            return source;
        }

        private GenericRecord transaction(Commit commit) {
            GenericRecord transaction = new GenericData.Record(branch(envelope, "transaction"));
            transaction.put("id", commit.transactionId());
            transaction.put("total_order", 1L);
            transaction.put("data_collection_order", 1L);
            return transaction;
        }

        private byte[] write(GenericRecord event) {
            try {
                bytes.reset();
                bytes.write(0);
                bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
                writer.write(event, encoder);
                encoder.flush();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Schema branch(Schema envelope, String field) {
            return envelope.getField(field).schema().getTypes().get(1);
        }
    }
}
