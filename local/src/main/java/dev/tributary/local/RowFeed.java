package dev.tributary.local;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Prints the rows that arrive on the output topics, a few of each burst. */
final class RowFeed {

    private static final int SHOWN = 5;
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, Object> consumer;
    private final Steps steps;
    private final Waiting stopped;

    private RowFeed(KafkaConsumer<String, Object> consumer, Steps steps, Waiting stopped) {
        this.consumer = consumer;
        this.steps = steps;
        this.stopped = stopped;
    }

    /** Where the rows are. */
    record Place(String bootstrapServers, String registryUrl, Collection<String> topics) {}

    /** Follows in the background until the session ends. */
    static void start(Place place, Steps steps, Waiting stopped) {
        KafkaAvroDeserializer values = new KafkaAvroDeserializer();
        values.configure(
                Map.of("schema.registry.url", place.registryUrl(), "avro.use.logical.type.converters", true), false);
        KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        place.bootstrapServers(),
                        "group.id",
                        "row-feed-" + UUID.randomUUID(),
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "latest"),
                new StringDeserializer(),
                values);
        consumer.subscribe(place.topics());
        RowFeed feed = new RowFeed(consumer, steps, stopped);
        Thread thread = new Thread(feed::follow, "row-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try (consumer) {
            while (!stopped.isEnded()) {
                show(consumer.poll(POLL));
            }
        }
    }

    private void show(ConsumerRecords<String, Object> records) {
        int shown = 0;
        for (ConsumerRecord<String, Object> record : records) {
            if (shown++ == SHOWN) {
                steps.say("  … and " + (records.count() - SHOWN) + " more");
                break;
            }
            steps.say("  " + record.topic() + " " + record.key() + " " + text(record.value()));
        }
    }

    private static String text(@Nullable Object value) {
        if (!(value instanceof GenericRecord row)) {
            return "deleted (tombstone)";
        }
        if (row.hasField("__deleted") && Boolean.TRUE.equals(row.get("__deleted"))) {
            return "deleted";
        }
        return row.getSchema().getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !name.startsWith("__"))
                .map(name -> name + "=" + row.get(name))
                .collect(Collectors.joining(" "));
    }
}
