package dev.tributary.topology;

import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Output;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.AvroRowWriter;
import dev.tributary.serde.JsonRowWriter;
import dev.tributary.serde.RegistryUnavailableException;
import dev.tributary.serde.RowWriter;
import dev.tributary.serde.SchemaRefusedException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writers whose Avro schemas are registered under {@code <topic>-value}, as Confluent's serializers do. */
public final class RegisteredWriters implements OutputWriters {
    private static final int INCOMPATIBLE = 409;
    private static final int INVALID = 422;

    private final @Nullable SchemaRegistryClient registry;

    /** Writers over a registry; null where every output is JSON. */
    public RegisteredWriters(@Nullable SchemaRegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public Supplier<RowWriter> of(Output output, RowSchema schema) {
        if (output.format() == Format.JSON) {
            return () -> new JsonRowWriter(schema);
        }
        int id = register(output.topic() + "-value", schema);
        return () -> new AvroRowWriter(schema, id);
    }

    private int register(String subject, RowSchema schema) {
        try {
            return Objects.requireNonNull(registry, "Avro outputs need a Schema Registry")
                    .register(subject, new AvroSchema(schema.avro()));
        } catch (RestClientException e) {
            String told = "the Schema Registry refused the output schema under subject " + subject + " (HTTP "
                    + e.getStatus() + ")";
            if (e.getStatus() == INCOMPATIBLE || e.getStatus() == INVALID) {
                throw new SchemaRefusedException(
                        told + ": a column may have changed its type against the subject's compatibility rule");
            }
            throw new RegistryUnavailableException(told, e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("the Schema Registry does not answer", e);
        }
    }
}
