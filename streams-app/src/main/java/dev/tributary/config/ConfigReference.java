package dev.tributary.config;

import java.util.List;
import java.util.stream.Collectors;

/** Prints {@code config/REFERENCE.md} from the keys' own definitions. */
public final class ConfigReference {
    private ConfigReference() {}

    /**
     * The reference.
     *
     * @param pipelineKeys the keys of a pipeline file
     */
    public static String print(List<KeyDoc> pipelineKeys) {
        return """
                # Every key

                Printed by `./tributary reference > config/REFERENCE.md`; do not edit.

                Values may refer to a secret instead of holding it: `${env:NAME}`, `${file:/path/file.properties:key}`,
                `${dir:/path:file}`, or any Kafka config provider that `config.providers` names.

                ## The application: config/tributary.properties

                ### Ours

                %s
                ### Kafka's, with our default

                Every other key of Kafka Streams and its clients (also behind `consumer.`, `main.consumer.`,
                `restore.consumer.`, `global.consumer.`, `producer.`, `admin.`, `topic.`), and every key of the Schema
                Registry's client (`schema.registry.url`, `basic.auth.credentials.source`, `schema.registry.ssl.…`), stands in
                the same file under its own name. A key that is none of these is an error.

                %s
                ## A pipeline: config/pipelines/*.properties

                %s""".formatted(
                        table(AppKeys.own()), table(AppKeys.REQUIRED) + rows(AppKeys.DEFAULTS), table(pipelineKeys));
    }

    private static String table(List<KeyDoc> keys) {
        return "| key | value | default | what it does |\n|---|---|---|---|\n" + rows(keys);
    }

    private static String rows(List<KeyDoc> keys) {
        return keys.stream().map(ConfigReference::row).collect(Collectors.joining());
    }

    private static String row(KeyDoc key) {
        String value = key.defaultValue()
                .map(text -> text.isEmpty() ? "" : "`" + text + "`")
                .orElse("**required**");
        return "| `" + key.pattern() + "` | " + escaped(key.type()) + " | " + value + " | "
                + escaped(key.documentation()) + " |\n";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
