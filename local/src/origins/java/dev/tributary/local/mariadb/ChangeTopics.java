package dev.tributary.local.mariadb;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies in the topics. */
record ChangeTopics(String bootstrapServers, String registry) {

    /** All committed records of a topic so far, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "group.id", UUID.randomUUID().toString());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The change events of a topic, each key's in their order. */
    List<GenericRecord> changes(String topic) {
        Map<Integer, Schema> schemas = new HashMap<>();
        return records(topic).stream()
                .map(ConsumerRecord::value)
                .filter(Objects::nonNull)
                .map(value -> decode(value, schemas))
                .toList();
    }

    private GenericRecord decode(byte[] value, Map<Integer, Schema> schemas) {
        // a zero, the id of the schema in four bytes, the value
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        Schema schema = schemas.computeIfAbsent(id, this::schema);
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema schema(int id) {
        try (InputStream in =
                URI.create(registry + "/schemas/ids/" + id).toURL().openStream()) {
            String text = new ObjectMapper().readTree(in).path("schema").asText();
            return new Schema.Parser().parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
