package dev.tributary.app;

import dev.tributary.pipeline.Envelope;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.RowVersions;
import dev.tributary.serde.WriterSchemas;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of each table: as declared, or as the Schema Registry has them, version by version. */
public final class TableSchemas {
    private final @Nullable SchemaRegistryClient registry;
    private final SchemaHistory history;

    public TableSchemas(@Nullable SchemaRegistryClient registry, SchemaHistory history) {
        this.registry = registry;
        this.history = history;
    }

    /**
     * The rows by table name.
     *
     * @throws StartFailure when the registry does not answer, or does not have a schema yet
     */
    public Map<String, RowVersions> of(Pipeline pipeline) {
        Map<String, RowVersions> rows = new LinkedHashMap<>();
        pipeline.tables()
                .forEach(table -> rows.put(
                        table.name(),
                        table.schema().map(schema -> declared(table, schema)).orElseGet(() -> followed(table))));
        return rows;
    }

    /** The rows as they are now, by table name, whatever was declared before. */
    public static Map<String, RowSchema> present(@Nullable SchemaRegistryClient registry, Pipeline pipeline) {
        Map<String, RowSchema> present = new LinkedHashMap<>();
        new TableSchemas(registry, new SchemaHistory())
                .of(pipeline)
                .forEach((table, rows) -> present.put(table, rows.present()));
        return present;
    }

    private RowVersions declared(Table table, RowSchema schema) {
        return RowVersions.declared(schema, fingerprint -> history.earlier(table.name(), fingerprint));
    }

    private RowVersions followed(Table table) {
        String subject = table.topic() + "-value";
        if (registry == null) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "table." + table.name() + " declares no schema: set schema.registry.url, or declare" + " table."
                            + table.name() + ".schema");
        }
        return versions(table, ids(registry, table, subject), new WriterSchemas(registry));
    }

    /** The ids of the versions of a subject, oldest first. */
    private static List<Integer> ids(SchemaRegistryClient registry, Table table, String subject) {
        try {
            List<Integer> ids = new ArrayList<>();
            for (int version : registry.getAllVersions(subject)) {
                ids.add(registry.getSchemaMetadata(subject, version).getId());
            }
            return ids;
        } catch (RestClientException e) {
            throw new StartFailure(
                    ExitCode.REGISTRY_UNREACHABLE,
                    "the Schema Registry has no subject " + subject + " (HTTP " + e.getStatus()
                            + "): start the source connector first, or declare table." + table.name() + ".schema");
        } catch (IOException e) {
            throw new StartFailure(
                    ExitCode.REGISTRY_UNREACHABLE,
                    "the Schema Registry does not answer (" + e.getClass().getSimpleName()
                            + "); check schema.registry.url");
        }
    }

    private static RowVersions versions(Table table, List<Integer> ids, WriterSchemas writers) {
        try {
            return RowVersions.followed(ids, id -> row(table, writers.byId(id)));
        } catch (BadRecordException e) {
            throw new StartFailure(
                    ExitCode.USAGE, "the schema of " + table.topic() + " does not fit: " + e.getMessage());
        }
    }

    private static RowSchema row(Table table, Schema written) {
        Schema row = table.envelope() == Envelope.ROW ? written : after(table, written);
        if (row.getType() != Schema.Type.RECORD) {
            throw new BadRecordException("the writer schema is no record");
        }
        return RowSchema.of(row);
    }

    private static Schema after(Table table, Schema envelope) {
        Schema.Field after = envelope.getType() == Schema.Type.RECORD ? envelope.getField("after") : null;
        if (after == null) {
            throw new BadRecordException("the writer schema is no Debezium envelope: set table." + table.name()
                    + ".envelope = row, if it is the row");
        }
        return RowSchema.nonNull(after.schema());
    }
}
