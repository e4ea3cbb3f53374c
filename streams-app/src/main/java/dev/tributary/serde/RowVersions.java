package dev.tributary.serde;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a table's rows are kept under. A row stays what its writer made it, and says which version it is, so that
 * rows of before a change of the source's columns are read like those of after; used by many threads.
 */
public final class RowVersions {
    private final RowSchema present;
    private final RowSchema widest;
    private final boolean follows;
    private final IntFunction<@Nullable RowSchema> lookup;
    private final Map<Integer, Version> byNumber = new ConcurrentHashMap<>();
    private final Map<RowSchema, Version> bySchema = new ConcurrentHashMap<>();
    private final List<Consumer<RowSchema>> gates = new CopyOnWriteArrayList<>();
    private volatile Version last;

    private record Version(int number, RowSchema schema, RowCodec codec, RowCodec loose) {
        RowCodec codec(boolean incomplete) {
            return incomplete ? loose : codec;
        }
    }

    private RowVersions(
            int number, RowSchema present, @Nullable RowSchema widest, IntFunction<@Nullable RowSchema> lookup) {
        this.present = present;
        this.widest = widest == null ? present : widest;
        this.follows = widest != null;
        this.lookup = lookup;
        this.last = known(number, present);
    }

    /**
     * A table that declares its columns: whatever its topic has is read as these.
     *
     * @param earlier the schema behind a fingerprint of an earlier declaration; null when nobody remembers
     */
    public static RowVersions declared(RowSchema schema, IntFunction<@Nullable RowSchema> earlier) {
        return new RowVersions(new RowCodec(schema).fingerprint(), schema, null, earlier);
    }

    /** A table that declares its columns, and always did. */
    public static RowVersions declared(RowSchema schema) {
        return declared(schema, fingerprint -> null);
    }

    /**
     * A table whose columns are what its topic's records are written with.
     *
     * @param ids the schema ids so far, at least one, the latest last
     * @param byId the row schema behind a schema id
     */
    public static RowVersions followed(List<Integer> ids, IntFunction<RowSchema> byId) {
        int latest = ids.get(ids.size() - 1);
        RowSchema present = byId.apply(latest);
        RowSchema widest = present;
        for (int i = ids.size() - 2; i >= 0; i--) {
            widest = wider(widest, byId.apply(ids.get(i)));
        }
        return new RowVersions(latest, present, widest, byId);
    }

    /** What was before a column got another type altogether is left out. */
    private static RowSchema wider(RowSchema now, RowSchema before) {
        try {
            return WiderSchema.of(now, before);
        } catch (BadRecordException otherType) {
            return now;
        }
    }

    /** The columns as the application found them when it started. */
    public RowSchema present() {
        return present;
    }

    /** Every column that the table ever had. */
    public RowSchema widest() {
        return widest;
    }

    /** Asks {@code gate} before a record of a schema that is new is taken; it throws what it thinks of it. */
    public void guardedBy(Consumer<RowSchema> gate) {
        gates.add(gate);
    }

    /**
     * The schema that records written under schema {@code id} are read as.
     *
     * @throws BadRecordException when a gate refuses it
     */
    public RowSchema readAs(int id) {
        if (!follows) {
            return present;
        }
        RowSchema schema = version(id).schema();
        gates.forEach(gate -> gate.accept(schema));
        return schema;
    }

    /** Whether the columns are the source's, rather than declared. */
    public boolean follows() {
        return follows;
    }

    /** Which of two schemas the source changed to later. */
    public boolean isNewer(RowSchema one, RowSchema other) {
        return follows && number(one) > number(other);
    }

    /** Writes a row behind the number of its version; one that is incomplete may lack values that no row should lack. */
    public void write(Row row, boolean incomplete, Encoder out) throws IOException {
        Version version = last;
        if (version.schema() != row.schema()) {
            version = Objects.requireNonNull(bySchema.get(row.schema()), "a row of no version of its table");
            last = version;
        }
        out.writeInt(version.number());
        version.codec(incomplete).write(row, out);
    }

    /** Reads what {@link #write} wrote, in this or an earlier life of the application. */
    public Row read(boolean incomplete, Decoder in) throws IOException {
        int number = in.readInt();
        Version version = last;
        return (version.number() == number ? version : version(number))
                .codec(incomplete)
                .read(in);
    }

    private int number(RowSchema schema) {
        Version version = bySchema.get(schema);
        return (version == null ? Objects.requireNonNull(bySchema.get(present)) : version).number();
    }

    private Version version(int number) {
        Version found = byNumber.get(number);
        if (found != null) {
            return found;
        }
        RowSchema schema = lookup.apply(number);
        if (schema == null) {
            throw new IllegalStateException("a stored row of "
                    + present.avro().getFullName()
                    + " was written under another schema: its state has to be rebuilt (application reset)");
        }
        return known(number, schema);
    }

    private Version known(int number, RowSchema schema) {
        // an envelope can change around a row that does not
        RowSchema same = bySchema.keySet().stream()
                .filter(known -> known.avro().equals(schema.avro()))
                .findFirst()
                .orElse(schema);
        Version version =
                byNumber.computeIfAbsent(number, n -> new Version(n, same, new RowCodec(same), RowCodec.loose(same)));
        bySchema.merge(same, version, (one, other) -> one.number() > other.number() ? one : other);
        return version;
    }
}
