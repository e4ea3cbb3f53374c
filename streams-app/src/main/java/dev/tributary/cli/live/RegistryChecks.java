package dev.tributary.cli.live;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.app.TableSchemas;
import dev.tributary.config.InvalidConfiguration;
import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.projection.Masking;
import dev.tributary.row.RowSchema;
import dev.tributary.topology.OutputSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;

/** Whether the Schema Registry answers, knows the tables, and would take the outputs' schemas; registers nothing. */
final class RegistryChecks {
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;
    private final Masking masking;
    private final Findings findings;

    RegistryChecks(SchemaRegistryClient registry, Masking masking, Findings findings) {
        this.registry = registry;
        this.masking = masking;
        this.findings = findings;
    }

    void check(Pipeline pipeline) {
        try {
            findings.ok("Schema Registry: answers, " + registry.getAllSubjects().size() + " subjects");
            Map<String, RowSchema> tables = TableSchemas.present(registry, pipeline);
            for (Output output : pipeline.outputs()) {
                if (output.format() == Format.AVRO) {
                    takes(output, OutputSchema.of(pipeline, output, tables, masking));
                }
            }
        } catch (StartFailure failure) {
            findings.wrong(failure.exitCode(), String.valueOf(failure.getMessage()));
        } catch (InvalidConfiguration invalid) {
            invalid.problems().forEach(problem -> findings.wrong(problem.toString()));
        } catch (RestClientException e) {
            findings.wrong(
                    ExitCode.REGISTRY_UNREACHABLE,
                    "Schema Registry: refused the question (HTTP " + e.getStatus() + "); check schema.registry.url and"
                            + " basic.auth.*");
        } catch (IOException e) {
            findings.wrong(
                    ExitCode.REGISTRY_UNREACHABLE,
                    "Schema Registry: does not answer (" + e.getClass().getSimpleName()
                            + "); check schema.registry.url");
        }
    }

    private void takes(Output output, OutputSchema schema) throws IOException, RestClientException {
        String subject = output.topic() + "-value";
        if (compatible(subject, schema)) {
            findings.ok("subject " + subject + ": takes the output's schema");
        } else {
            findings.wrong(
                    ExitCode.REGISTRY_UNREACHABLE,
                    "subject " + subject + ": refuses the schema of output " + output.name() + " ("
                            + "a column has another type, or one that readers rely on is gone); give the changed column a new"
                            + " name, or write to a new topic");
        }
    }

    private boolean compatible(String subject, OutputSchema schema) throws IOException, RestClientException {
        try {
            return registry.testCompatibility(
                    subject, new AvroSchema(schema.row().avro()));
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }
}
