package dev.tributary.connect.binlog;

import dev.tributary.connect.changes.PluginVersion;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Puts the place of a change in the order of its binary log into {@code source.pos}, as text: where its transaction begins,
 * twice, and the change's place in the transaction; for a row of a snapshot one number, the end of the log.
 *
 * <p>Records that are no changes (heartbeats, tombstones, transactions) pass as they are. A table with a {@code uuid} column
 * is an error: Debezium takes one that ends in zero bytes, which the log leaves out, for another one.
 *
 * @param <R> the records of Debezium's connector for MariaDB or MySQL
 */
public final class PlaceInLog<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private final Map<Schema, Placed> schemas = new HashMap<>();

    @Override
    public void configure(Map<String, ?> settings) {
        schemas.clear();
    }

    @Override
    public R apply(R record) {
        if (!(record.value() instanceof Struct envelope)
                || envelope.schema().field("op") == null
                || envelope.schema().field("source") == null) {
            return record;
        }
        Struct source = envelope.getStruct("source");
        if (source.schema().field("file") == null || source.schema().field("row") == null) {
            throw new DataException(record.topic() + ": not a change of a binary log; this is for Debezium's"
                    + " connectors for MariaDB and MySQL");
        }
        Placed placed = schemas.computeIfAbsent(envelope.schema(), schema -> placed(record.topic(), schema));
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                placed.envelope(),
                placed.fill(envelope, pos(record, envelope.getString("op"), source)),
                record.timestamp());
    }

    private static Placed placed(String topic, Schema envelope) {
        Field rows = envelope.field("after");
        if (rows != null) {
            rows.schema().fields().forEach(column -> refuseUuid(topic, column));
        }
        return Placed.of(envelope);
    }

    private static void refuseUuid(String topic, Field column) {
        if ("io.debezium.data.Uuid".equals(column.schema().name())) {
            throw new DataException(
                    topic + ": Debezium reads column " + column.name() + " of type uuid wrongly where its"
                            + " last bytes are zero; leave it out (column.exclude.list) and add a stored column of type char(36)");
        }
    }

    private static String pos(ConnectRecord<?> record, String op, Struct source) {
        if (op.equals("r")) {
            return Long.toUnsignedString(LogPlace.ofSnapshot(record, source));
        }
        LogPlace place = LogPlace.ofChange(record, source);
        String begin = Long.toUnsignedString(place.begin());
        return begin + "." + begin + "." + Long.toUnsignedString(place.order());
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void close() {}

    /** An envelope's schema with text for the place. */
    private record Placed(Schema source, Schema envelope) {
        static Placed of(Schema envelope) {
            Schema from = envelope.field("source").schema();
            SchemaBuilder sources = StructCopy.like(from);
            from.fields()
                    .forEach(field -> sources.field(
                            field.name(), field.name().equals("pos") ? Schema.STRING_SCHEMA : field.schema()));
            Schema source = sources.build();
            SchemaBuilder envelopes = StructCopy.like(envelope);
            envelope.fields()
                    .forEach(field ->
                            envelopes.field(field.name(), field.name().equals("source") ? source : field.schema()));
            return new Placed(source, envelopes.build());
        }

        Struct fill(Struct from, String pos) {
            Struct place = new Struct(source);
            from.getStruct("source").schema().fields().stream()
                    .filter(field -> !field.name().equals("pos"))
                    .forEach(field ->
                            place.put(field.name(), from.getStruct("source").getWithoutDefault(field.name())));
            Struct filled = new Struct(envelope);
            from.schema().fields().stream()
                    .filter(field -> !field.name().equals("source"))
                    .forEach(field -> filled.put(field.name(), from.getWithoutDefault(field.name())));
            return filled.put("source", place.put("pos", pos));
        }
    }
}
