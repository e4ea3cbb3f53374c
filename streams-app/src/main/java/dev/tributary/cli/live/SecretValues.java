package dev.tributary.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the secrets of a connector's configuration out of the messages that are printed about it. */
final class SecretValues {
    private static final String HIDDEN = "[hidden]";
    private static final Pattern NAME =
            Pattern.compile("password|passphrase|private\\.?key|secret|token|credential|jaas|user\\.info|api\\.?key");
    private static final Pattern INVALID = Pattern.compile("(?s)Invalid value (.*?) for configuration ([\\w.\\-]*\\w)");
    private static final int TOO_SHORT_TO_TELL = 3;

    private final Set<String> properties = new HashSet<>();
    private final List<String> values;

    /**
     * The secrets of a configuration.
     *
     * @param definitions what the connector says of its properties, some of them passwords
     */
    SecretValues(Map<String, String> configuration, JsonNode definitions) {
        for (JsonNode property : definitions) {
            JsonNode definition = property.path("definition");
            if (definition.path("type").asText().equals("PASSWORD")) {
                properties.add(definition.path("name").asText());
            }
        }
        configuration.keySet().stream().filter(SecretValues::isSecret).forEach(properties::add);
        this.values = configuration.entrySet().stream()
                .filter(entry -> properties.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> value.length() > TOO_SHORT_TO_TELL && !value.contains("${"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A message on one line, without the values of secret properties. */
    String hide(String message) {
        String hidden = message;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        // The worker resolves references, so that its messages may hold values which never were in the file.
        Matcher matcher = INVALID.matcher(hidden);
        hidden = matcher.replaceAll(found -> Matcher.quoteReplacement(
                properties.contains(found.group(2)) || isSecret(found.group(2))
                        ? "Invalid value " + HIDDEN + " for configuration " + found.group(2)
                        : found.group()));
        return hidden.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static boolean isSecret(String property) {
        return NAME.matcher(property.toLowerCase(Locale.ROOT)).find();
    }
}
