package dev.tributary.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SchemaRegistryTest {

    @TempDir
    Path folder;

    @Test
    void shouldRefuseAnIncompatibleSchemaAndKeepIdsOverARestart() throws Exception {
        AvroSchema number = new AvroSchema(record("\"long\""));
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            int id;
            try (SchemaRegistry registry =
                            SchemaRegistry.start(Installation.find(), directory, Ports.anyFree(directory.ports()));
                    CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(registry.url(), 10)) {
                id = client.register("rate-value", number);

                assertThatThrownBy(() -> client.register("rate-value", new AvroSchema(record("\"string\""))))
                        .hasMessageContaining("409");
            }
            try (SchemaRegistry again =
                            SchemaRegistry.start(Installation.find(), directory, Ports.anyFree(directory.ports()));
                    CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(again.url(), 10)) {
                assertThat(client.getSchemaById(id).canonicalString()).isEqualTo(number.canonicalString());
            }
        }
    }

    private static String record(String type) {
        return "{\"type\":\"record\",\"name\":\"Rate\",\"fields\":[{\"name\":\"rate\",\"type\":" + type + "}]}";
    }
}
