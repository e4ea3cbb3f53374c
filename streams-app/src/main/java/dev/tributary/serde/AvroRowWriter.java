package dev.tributary.serde;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;

/** Rows as Avro in Confluent's wire format. */
public final class AvroRowWriter implements RowWriter {
    private final byte[] prefix;
    private final RowCodec codec;
    private final Binary binary = new Binary();

    /** A writer under the schema id that the Schema Registry gave to {@code schema}. */
    public AvroRowWriter(RowSchema schema, int schemaId) {
        this.prefix = WriterSchemas.prefix(schemaId);
        this.codec = new RowCodec(schema);
    }

    @Override
    public byte[] write(Row row) {
        return binary.bytes(prefix, out -> codec.write(row, out));
    }
}
