package dev.tributary.app;

import dev.tributary.pipeline.Envelope;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.row.RowSchema;
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

    public TableSchemas(@Nullable SchemaRegistryClient registry) {
        this.registry = registry;
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
                        table.name(), table.schema().map(RowVersions::declared).orElseGet(() -> followed(table))));
        return rows;
    }

    private RowVersions followed(Table table) {
        String subject = table.topic() + "-value";
        if (registry == null) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "table." + table.name() + " declares no schema: set schema.registry.url, or declare" + " table."
                            + table.name() + ".schema");
        }
        WriterSchemas writers = new WriterSchemas(registry);
        return RowVersions.followed(ids(registry, table, subject), id -> row(table, writers.byId(id)));
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

    private static RowSchema row(Table table, Schema written) {
        return table.envelope() == Envelope.ROW ? RowSchema.of(written) : after(table, written);
    }

    private static RowSchema after(Table table, Schema envelope) {
        Schema.Field after = envelope.getField("after");
        if (after == null) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "the schema of " + table.topic() + " is no Debezium envelope: set table." + table.name()
                            + ".envelope = row");
        }
        return RowSchema.of(RowSchema.nonNull(after.schema()));
    }
}
