package dev.tributary.connect.stand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.kafka.connect.source.SourceConnector;

/** The connector configurations that lie beside the sources. */
public final class Shipped {
    private Shipped() {}

    /** The settings of a file. */
    public static Map<String, String> properties(String file) throws IOException {
        Properties shipped = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
            shipped.load(in);
        }
        Map<String, String> properties = new HashMap<>();
        shipped.forEach((key, value) -> properties.put((String) key, (String) value));
        return properties;
    }

    /** The connector that a worker would find for the configuration: by its service manifest, with a version. */
    public static <T extends SourceConnector> T found(Class<T> type, Map<String, String> properties) {
        T connector = ServiceLoader.load(SourceConnector.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
        assertThat(properties).containsEntry("connector.class", type.getName());
        assertThat(connector.version()).matches("\\d+\\.\\d+.*");
        return connector;
    }
}
