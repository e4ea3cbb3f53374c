package dev.tributary.serde;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/** Confluent's wire format: a zero byte, four bytes of schema id, then Avro binary. */
public final class WriterSchemas {
    /** Where the Avro binary starts. */
    public static final int PAYLOAD_OFFSET = 5;

    private static final byte MAGIC = 0;
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;

    public WriterSchemas(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /** The schema id in front of a record. */
    public static int id(byte[] record) {
        if (record.length < PAYLOAD_OFFSET || record[0] != MAGIC) {
            throw new BadRecordException(
                    "not in Confluent's Avro wire format (a zero byte and a schema id come first); is the format json?");
        }
        return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
    }

    /** The five bytes in front of a record written under schema {@code id}. */
    public static byte[] prefix(int id) {
        return ByteBuffer.allocate(PAYLOAD_OFFSET).put(MAGIC).putInt(id).array();
    }

    /**
     * The schema of that id.
     *
     * @throws BadRecordException when the registry knows no such Avro schema
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public Schema byId(int id) {
        try {
            ParsedSchema parsed = registry.getSchemaById(id);
            if (parsed.rawSchema() instanceof Schema avro) {
                return avro;
            }
            throw new BadRecordException("schema id " + id + " is a " + parsed.schemaType() + " schema, not Avro");
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                throw new BadRecordException("the Schema Registry knows no schema id " + id);
            }
            throw new RegistryUnavailableException("the Schema Registry refused schema id " + id, e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("the Schema Registry does not answer", e);
        }
    }
}
