package dev.tributary.cli.live;

import dev.tributary.config.InvalidConfiguration;
import dev.tributary.config.PropertyFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A connector's configuration as its file has it, references unresolved: the worker resolves them. */
final class ConnectorFile {
    private final PropertyFile file;

    private ConnectorFile(PropertyFile file) {
        this.file = file;
    }

    /**
     * Reads a connector's file.
     *
     * @throws InvalidConfiguration when it cannot be read, or does not say which connector it is
     */
    static ConnectorFile read(Path path) {
        PropertyFile file = PropertyFile.read(path);
        for (String key : List.of("name", "connector.class")) {
            if (file.value(key).isEmpty()) {
                throw new InvalidConfiguration(List.of(file.problem(key, "is missing", "a connector's file has it")));
            }
        }
        return new ConnectorFile(file);
    }

    String name() {
        return file.value("name").orElseThrow();
    }

    String type() {
        return file.value("connector.class").orElseThrow();
    }

    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        file.keys().forEach(key -> values.put(key, file.value(key).orElseThrow()));
        return values;
    }

    /** A mistake, at the line of its property. */
    String mistake(String property, String what) {
        String problem = file.problem(property, what, "").toString();
        return problem.substring(0, problem.length() - 2);
    }
}
