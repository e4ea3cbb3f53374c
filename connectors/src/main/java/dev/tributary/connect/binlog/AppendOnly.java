package dev.tributary.connect.binlog;

import dev.tributary.connect.changes.PluginVersion;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row of a table without a primary key a key of its own: the transaction that wrote it, and its event and row there.
 *
 * <p>A re-delivered row has the key that it had. Rows of the first snapshot are counted from 1, so that a snapshot that is
 * taken again, of a table that was only appended to, gives them the same keys. Updates and deletes lose their key: which of
 * the rows they mean cannot be told.
 *
 * @param <R> the records of a source connector
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls configure before anything else
public final class AppendOnly<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private static final String COLUMN = "column";
    private static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    COLUMN,
                    ConfigDef.Type.STRING,
                    "change_id",
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.MEDIUM,
                    "The column for the key, which the rows must not have already.");

    private final Map<String, Long> snapshots = new HashMap<>();
    private final Map<Schema, Keyed> schemas = new HashMap<>();
    private String column;

    @Override
    public void configure(Map<String, ?> settings) {
        column = (String) CONFIG.parse(settings).get(COLUMN);
        schemas.clear();
    }

    @Override
    public @Nullable R apply(R record) {
        if (record.value() == null) {
            // the tombstone of a delete that has no key
            return null;
        }
        if (!(record.value() instanceof Struct envelope)
                || envelope.schema().field("op") == null
                || envelope.schema().field("source") == null
                || envelope.schema().field("after") == null) {
            throw new DataException(record.topic() + ": not a change event; let a predicate choose the topics");
        }
        Keyed keyed = schemas.computeIfAbsent(envelope.schema(), schema -> Keyed.of(schema, column));
        String key = switch (envelope.getString("op")) {
            case "c" -> written(record, envelope);
            case "r" -> "snapshot:" + snapshots.merge(record.topic(), 1L, Long::sum);
            default -> null;
        };
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                key == null ? null : keyed.key(),
                key == null ? null : new Struct(keyed.key()).put(column, key),
                keyed.envelope(),
                keyed.fill(envelope, key),
                record.timestamp());
    }

    private String written(R record, Struct envelope) {
        Struct transaction = envelope.schema().field("transaction") == null ? null : envelope.getStruct("transaction");
        if (transaction == null) {
            throw new DataException(record.topic()
                    + ": the change does not tell its transaction; set provide.transaction.metadata = true");
        }
        // not transaction.total_order: it begins anew where a connector resumes in the middle of a transaction
        LogPlace place = LogPlace.ofChange(record, envelope.getStruct("source"));
        return transaction.getString("id") + ":" + place.event() + ":" + place.row();
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return PluginVersion.CURRENT;
    }

    @Override
    public void close() {}

    /** An envelope's schema with the key's column in its rows. */
    private record Keyed(Schema key, Schema row, Schema envelope, String column) {
        static Keyed of(Schema envelope, String column) {
            Schema row = envelope.field("after").schema();
            if (row.field(column) != null) {
                throw new DataException("the table has a column " + column + "; set 'column' to another name");
            }
            SchemaBuilder rows = StructCopy.like(row).field(column, Schema.OPTIONAL_STRING_SCHEMA);
            row.fields().forEach(field -> rows.field(field.name(), field.schema()));
            Schema keyedRow = rows.build();
            SchemaBuilder envelopes = StructCopy.like(envelope);
            envelope.fields()
                    .forEach(field -> envelopes.field(field.name(), isRow(field.name()) ? keyedRow : field.schema()));
            Schema key = SchemaBuilder.struct()
                    .name(envelope.name() + ".Key")
                    .field(column, Schema.STRING_SCHEMA)
                    .build();
            return new Keyed(key, keyedRow, envelopes.build(), column);
        }

        private static boolean isRow(String field) {
            return field.equals("before") || field.equals("after");
        }

        Struct fill(Struct from, @Nullable String key) {
            Struct filled = new Struct(envelope);
            envelope.fields()
                    .forEach(field -> filled.put(
                            field.name(),
                            isRow(field.name())
                                    ? row(
                                            from.getStruct(field.name()),
                                            field.name().equals("after") ? key : null)
                                    : from.get(field.name())));
            return filled;
        }

        private @Nullable Struct row(@Nullable Struct from, @Nullable String key) {
            if (from == null) {
                return null;
            }
            Struct filled = new Struct(row).put(column, key);
            from.schema().fields().forEach(field -> filled.put(field.name(), from.getWithoutDefault(field.name())));
            return filled;
        }
    }
}
