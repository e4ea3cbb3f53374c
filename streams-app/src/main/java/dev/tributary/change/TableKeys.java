package dev.tributary.change;

import dev.tributary.pipeline.KeyFormat;
import dev.tributary.pipeline.Table;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.Binary;
import dev.tributary.serde.KeyCodec;
import dev.tributary.serde.RowResolver;
import dev.tributary.serde.WriterSchemas;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the key of a change event and makes sure that its record stands where references to it will look. */
public final class TableKeys {
    private final Table table;
    private final KeyCodec codec;
    private RowSchema schema;
    private int[] columns;
    private final @Nullable WriterSchemas writers;
    private final Map<Integer, RowResolver> avroKeys = new HashMap<>();
    private final Binary binary = new Binary();

    public TableKeys(Table table, RowSchema schema, @Nullable WriterSchemas writers) {
        this.table = table;
        this.codec = new KeyCodec(table.keyFormat(), table.key(), schema);
        this.schema = schema;
        this.columns = places(table, schema);
        this.writers = writers;
    }

    /** The table's columns. */
    RowSchema schema() {
        return schema;
    }

    /** Whether the table's events go to other partitions than their records stand in. */
    boolean moves() {
        return !table.keyFormat().stable();
    }

    /**
     * The event's key in its one spelling.
     *
     * @throws BadRecordException when there is no key, or the record's own key is another one or spelt otherwise
     */
    byte[] of(byte @Nullable [] recordKey, ChangeEvent event) {
        Row row = event.row();
        byte[] key = row == null ? told(recordKey) : spelt(row);
        if (table.keyFormat().stable() && !Arrays.equals(key, recordKey)) {
            throw new BadRecordException(
                    recordKey == null
                            ? "the record has no key; if the topic is unkeyed, set table." + table.name()
                                    + ".key.format = none"
                            : "the record's key is not its row's " + table.key() + " spelt as " + table.keyFormat()
                                    + "; set table." + table.name() + ".key.format = none to key it by its row");
        }
        return key;
    }

    /** Whether the topic's records tell no key, so that rows are known by their columns alone. */
    boolean ofRowsAlone() {
        return table.keyFormat() == KeyFormat.NONE;
    }

    /**
     * The key that a row had before a change.
     *
     * @throws BadRecordException when the key has a null in it
     */
    byte[] ofRow(Row row) {
        return spelt(row);
    }

    private static int[] places(Table table, RowSchema schema) {
        return table.key().stream()
                .mapToInt(column -> {
                    int place = schema.indexOf(column);
                    if (place < 0) {
                        throw new BadRecordException("the row has no key column '" + column + "'");
                    }
                    return place;
                })
                .toArray();
    }

    private byte[] spelt(Row row) {
        if (row.schema() != schema) {
            columns = places(table, row.schema());
            schema = row.schema();
        }
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = row.get(columns[i]);
        }
        byte[] key = codec.bytes(values);
        if (key == null) {
            throw new BadRecordException("a key column of " + table.key() + " is null");
        }
        return key;
    }

    private byte[] told(byte @Nullable [] recordKey) {
        if (recordKey == null || table.keyFormat() == KeyFormat.NONE) {
            throw new BadRecordException("a delete without a key cannot tell its row; the source tells the row before"
                    + " under REPLICA IDENTITY FULL");
        }
        Row key = table.keyFormat() == KeyFormat.AVRO ? avro(recordKey) : codec.values(recordKey);
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = key.get(i);
        }
        return java.util.Objects.requireNonNull(codec.bytes(values));
    }

    private Row avro(byte[] recordKey) {
        RowResolver resolver = avroKeys.computeIfAbsent(
                WriterSchemas.id(recordKey),
                id -> new RowResolver(java.util.Objects.requireNonNull(writers).byId(id), codec.schema()));
        try {
            return resolver.read(binary.decoder(recordKey, WriterSchemas.PAYLOAD_OFFSET));
        } catch (IOException | IndexOutOfBoundsException | org.apache.avro.AvroRuntimeException e) {
            throw new BadRecordException("the key's bytes do not fit their Avro schema");
        }
    }
}
