package dev.tributary.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.utils.Utils;

/**
 * Fetches what {@code ${provider:path:key}} refers to, so that no secret stands in a file.
 *
 * <p>{@code file}, {@code env} and {@code dir} are always there; {@code config.providers} adds others, as Kafka does.
 */
final class References implements AutoCloseable {
    static final String PROVIDERS = "config.providers";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+):(?:[^}:]*:)?([^}]*)}");

    private final Map<String, ConfigProvider> providers = new HashMap<>();

    private References() {}

    /**
     * The providers of a configuration.
     *
     * @throws ReflectiveOperationException when the class of a declared one cannot be made
     */
    static References of(Map<String, String> configuration) throws ReflectiveOperationException {
        References references = new References();
        references.add("file", new FileConfigProvider(), Map.of());
        references.add("env", new EnvVarConfigProvider(), Map.of());
        references.add("dir", new DirectoryConfigProvider(), Map.of());
        for (String name : List.of(configuration.getOrDefault(PROVIDERS, "").split(",", -1))) {
            String prefix = PROVIDERS + "." + name.strip() + ".";
            String type = configuration.get(prefix + "class");
            if (type != null) {
                Object made = Class.forName(type).getDeclaredConstructor().newInstance();
                references.add(name.strip(), (ConfigProvider) made, parameters(configuration, prefix + "param."));
            }
        }
        return references;
    }

    private static Map<String, String> parameters(Map<String, String> configuration, String prefix) {
        Map<String, String> parameters = new HashMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                parameters.put(key.substring(prefix.length()), value);
            }
        });
        return parameters;
    }

    private void add(String name, ConfigProvider provider, Map<String, String> parameters) {
        provider.configure(parameters);
        providers.put(name, provider);
    }

    /** The value with its references replaced; those that lead nowhere stay as they are. */
    String resolve(String value) {
        return String.valueOf(new ConfigTransformer(providers)
                .transform(Map.of("value", value))
                .data()
                .get("value"));
    }

    /** What a resolved value still refers to, in words; empty when it refers to nothing. */
    static Optional<String> missing(String resolved) {
        Matcher matcher = REFERENCE.matcher(resolved);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1).equals("env")
                        ? "environment variable " + matcher.group(2) + " is not set"
                        : matcher.group() + " refers to nothing");
    }

    @Override
    public void close() {
        providers.values().forEach(provider -> Utils.closeQuietly(provider, "provider"));
    }
}
