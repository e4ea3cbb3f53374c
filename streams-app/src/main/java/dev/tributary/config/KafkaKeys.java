package dev.tributary.config;

import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.StreamsConfig;

/** The keys of Kafka Streams, its clients and the Schema Registry, which keep their own names in our file. */
final class KafkaKeys {
    private static final Map<String, ConfigDef> DEFINITIONS = new LinkedHashMap<>();
    private static final ConfigDef REGISTRY = AbstractKafkaSchemaSerDeConfig.baseConfigDef();

    static {
        DEFINITIONS.put("", StreamsConfig.configDef());
        for (String prefix : List.of(
                StreamsConfig.MAIN_CONSUMER_PREFIX,
                StreamsConfig.RESTORE_CONSUMER_PREFIX,
                StreamsConfig.GLOBAL_CONSUMER_PREFIX,
                StreamsConfig.CONSUMER_PREFIX)) {
            DEFINITIONS.put(prefix, ConsumerConfig.configDef());
        }
        DEFINITIONS.put(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configDef());
        DEFINITIONS.put(StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configDef());
    }

    private static final List<ConfigDef> UNPREFIXED = List.of(
            StreamsConfig.configDef(),
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef());

    private KafkaKeys() {}

    /** Whether the key speaks to the Schema Registry alone. */
    static boolean isRegistry(String key) {
        return definition(key).isEmpty() && REGISTRY.names().contains(key);
    }

    static boolean isKnown(String key) {
        return definition(key).isPresent()
                || isRegistry(key)
                || key.startsWith(StreamsConfig.TOPIC_PREFIX)
                || key.startsWith(StreamsConfig.CLIENT_TAG_PREFIX);
    }

    /** What Kafka has against the value of a key; empty when nothing. */
    static Optional<String> objection(String key, String value) {
        return definition(key).flatMap(definition -> {
            String name = unprefixed(key, definition);
            return definition.validate(Map.of(name, value)).stream()
                    .filter(result -> result.name().equals(name))
                    .map(ConfigValue::errorMessages)
                    .flatMap(List::stream)
                    .findFirst();
        });
    }

    /** Every known key, for a suggestion; prefixed ones under the key's own prefix. */
    static Set<String> like(String key) {
        Set<String> names = new TreeSet<>(REGISTRY.names());
        DEFINITIONS.forEach((prefix, definition) -> {
            if (key.startsWith(prefix)) {
                definition.names().forEach(name -> names.add(prefix + name));
            }
        });
        return names;
    }

    private static Optional<ConfigDef> definition(String key) {
        List<ConfigDef> candidates = new ArrayList<>();
        DEFINITIONS.forEach((prefix, definition) -> {
            if (key.startsWith(prefix) && definition.names().contains(key.substring(prefix.length()))) {
                candidates.add(definition);
            }
        });
        UNPREFIXED.stream()
                .filter(definition -> definition.names().contains(key))
                .forEach(candidates::add);
        return candidates.stream().findFirst();
    }

    private static String unprefixed(String key, ConfigDef definition) {
        return DEFINITIONS.keySet().stream()
                .filter(prefix -> !prefix.isEmpty() && key.startsWith(prefix))
                .map(prefix -> key.substring(prefix.length()))
                .filter(definition.names()::contains)
                .findFirst()
                .orElse(key);
    }
}
