package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.stand.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Output rows in Avro, Confluent's wire format. */
final class AvroRows implements RowDecoder {
    private static final int WIRE_HEADER = 5;
    private static final int RATE_SCALE = 2;

    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private final Registry registry;
    private @Nullable BinaryDecoder decoder;

    AvroRows(Registry registry) {
        this.registry = registry;
    }

    @Override
    public OutputRow decode(byte[] value) {
        GenericRecord row = read(value);
        return new OutputRow(
                number(row, "employee_id"),
                text(row, "full_name"),
                rate(row.get("hourly_rate")),
                number(row, "bonus"),
                text(row, "email"),
                row.hasField("__deleted") && Boolean.TRUE.equals(row.get("__deleted")));
    }

    private GenericRecord read(byte[] value) {
        int schemaId = ByteBuffer.wrap(value).getInt(1);
        decoder = DecoderFactory.get().binaryDecoder(value, WIRE_HEADER, value.length - WIRE_HEADER, decoder);
        try {
            return readers.computeIfAbsent(schemaId, id -> new GenericDatumReader<>(registry.schema(id)))
                    .read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(GenericRecord row, String column) {
        return row.get(column) instanceof Number number ? number.intValue() : 0;
    }

    private static String text(GenericRecord row, String column) {
        return String.valueOf(row.get(column));
    }

    private static String rate(@Nullable Object rate) {
        if (!(rate instanceof ByteBuffer bytes)) {
            return String.valueOf(rate);
        }
        byte[] unscaled = new byte[bytes.remaining()];
        bytes.duplicate().get(unscaled);
        return new BigDecimal(new BigInteger(unscaled), RATE_SCALE).toPlainString();
    }
}
