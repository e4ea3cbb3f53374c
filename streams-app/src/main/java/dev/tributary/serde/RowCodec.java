package dev.tributary.serde;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Rows of one schema as Avro binary. */
public final class RowCodec implements Codec {
    private final RowSchema schema;
    private final Codec[] columns;
    private final int fingerprint;

    public RowCodec(RowSchema schema) {
        this(schema, false);
    }

    private RowCodec(RowSchema schema, boolean loose) {
        this.schema = schema;
        this.columns = new Codec[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            Codec column = Codecs.of(schema.field(i).schema());
            columns[i] = loose && !schema.nullable(i) ? UnionCodec.optional(column) : column;
        }
        long full = SchemaNormalization.parsingFingerprint64(schema.avro());
        this.fingerprint = (int) (full ^ (full >>> 32));
    }

    /** Rows any of whose columns may be null, whatever the schema says. */
    static RowCodec loose(RowSchema schema) {
        return new RowCodec(schema, true);
    }

    public RowSchema schema() {
        return schema;
    }

    /** Tells the schema's rows apart from those of another one. */
    public int fingerprint() {
        return fingerprint;
    }

    @Override
    public Row read(Decoder in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i].read(in);
        }
        return new Row(schema, values);
    }

    @Override
    public void skip(Decoder in) throws IOException {
        for (Codec column : columns) {
            column.skip(in);
        }
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        Row row = (Row) Objects.requireNonNull(value);
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(row.get(i), out);
        }
    }
}
