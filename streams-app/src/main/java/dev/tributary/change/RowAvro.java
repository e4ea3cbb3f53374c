package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.Binary;
import dev.tributary.serde.RowResolver;
import dev.tributary.serde.RowVersions;
import dev.tributary.serde.WriterSchemas;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Bare rows in Avro, Confluent's wire format; a null value deletes the row, and the position is the Kafka offset. */
public final class RowAvro implements EventReader {
    private final RowVersions rows;
    private final int epoch;
    private final WriterSchemas writers;
    private final Map<Integer, RowResolver> resolvers = new HashMap<>();
    private final Binary binary = new Binary();

    public RowAvro(RowVersions rows, int epoch, WriterSchemas writers) {
        this.rows = rows;
        this.epoch = epoch;
        this.writers = writers;
    }

    @Override
    public ChangeEvent read(byte[] value, long offset) {
        RowResolver resolver = resolvers.computeIfAbsent(
                WriterSchemas.id(value), id -> new RowResolver(writers.byId(id), rows.readAs(id)));
        try {
            Row row = resolver.read(binary.decoder(value, WriterSchemas.PAYLOAD_OFFSET));
            return BareRows.upsert(row, epoch, offset);
        } catch (IOException | IndexOutOfBoundsException | org.apache.avro.AvroRuntimeException e) {
            throw new BadRecordException("the bytes do not fit their Avro schema");
        }
    }

    @Override
    public ChangeEvent tombstone(long offset) {
        return BareRows.delete(epoch, offset);
    }
}
