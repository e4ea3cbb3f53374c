package dev.tributary.benchmarks.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.benchmarks.data.Schemas;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private final AvroSchema payroll = new AvroSchema(Schemas.PAYROLL_ENVELOPE.text());
    private final AvroSchema bonus = new AvroSchema(Schemas.BONUS_ENVELOPE.text());

    @Test
    void shouldAnswerConfluentsClient() throws IOException, RestClientException {
        try (Registry registry = Registry.start();
                SchemaRegistryClient client = new CachedSchemaRegistryClient(registry.url(), 10)) {
            int first = client.register("one-value", payroll);
            int second = client.register("one-value", bonus);

            assertThat(registry.register("two-value", bonus.rawSchema())).isEqualTo(second);
            assertThat(client.getSchemaById(first)).isEqualTo(payroll);
            assertThat(client.getLatestSchemaMetadata("one-value").getId()).isEqualTo(second);
            assertThat(client.getVersion("one-value", payroll)).isEqualTo(1);
            assertThat(client.getAllVersions("one-value")).containsExactly(1, 2);
        }
    }
}
