package dev.tributary.app;

import dev.tributary.pipeline.Envelope;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.Table;
import dev.tributary.row.RowSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The row schema of each table: as declared, or as the Schema Registry has it last. */
public final class TableSchemas {
    private final @Nullable SchemaRegistryClient registry;

    public TableSchemas(@Nullable SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * The schemas by table name.
     *
     * @throws StartFailure when the registry does not answer, or does not have one yet
     */
    public Map<String, RowSchema> of(Pipeline pipeline) {
        Map<String, RowSchema> schemas = new LinkedHashMap<>();
        pipeline.tables()
                .forEach(table -> schemas.put(table.name(), table.schema().orElseGet(() -> latest(table))));
        return schemas;
    }

    private RowSchema latest(Table table) {
        String subject = table.topic() + "-value";
        if (registry == null) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "table." + table.name() + " declares no schema: set schema.registry.url, or declare" + " table."
                            + table.name() + ".schema");
        }
        try {
            Schema written = ((AvroSchema) registry.getSchemaById(
                            registry.getLatestSchemaMetadata(subject).getId()))
                    .rawSchema();
            return table.envelope() == Envelope.ROW ? RowSchema.of(written) : after(table, written);
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
