package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.Binary;
import dev.tributary.serde.RowVersions;
import dev.tributary.serde.WriterSchemas;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Debezium envelopes in Avro, Confluent's wire format: a plan per writer schema reads what is needed and skips the rest. */
public final class DebeziumAvro implements EventReader {
    private final RowVersions rows;
    private final int epoch;
    private final WriterSchemas writers;
    private final Map<Integer, EnvelopePlan> plans = new HashMap<>();
    private final Map<Integer, EnvelopePlan> plansOfBefore = new HashMap<>();
    private final Binary binary = new Binary();

    public DebeziumAvro(RowVersions rows, int epoch, WriterSchemas writers) {
        this.rows = rows;
        this.epoch = epoch;
        this.writers = writers;
    }

    @Override
    public ChangeEvent read(byte[] value, long offset) {
        EnvelopePlan plan = plans.computeIfAbsent(
                WriterSchemas.id(value), id -> EnvelopePlan.of(writers.byId(id), rows.readAs(id)));
        return read(value, plan).event(epoch, offset);
    }

    @Override
    public @Nullable Row before(byte[] value) {
        EnvelopePlan plan = plansOfBefore.computeIfAbsent(
                WriterSchemas.id(value), id -> EnvelopePlan.ofBefore(writers.byId(id), rows.readAs(id)));
        return read(value, plan).before();
    }

    private SourceBlock read(byte[] value, EnvelopePlan plan) {
        try {
            SourceBlock block = new SourceBlock();
            plan.read(binary.decoder(value, WriterSchemas.PAYLOAD_OFFSET), block);
            return block;
        } catch (IOException | IndexOutOfBoundsException | org.apache.avro.AvroRuntimeException e) {
            throw new BadRecordException("the bytes do not fit their Avro schema");
        }
    }

    @Override
    public ChangeEvent tombstone(long offset) {
        return ChangeEvent.TOMBSTONE;
    }
}
