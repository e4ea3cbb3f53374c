package dev.tributary.connect.export;

import dev.tributary.connect.export.files.DirectoryStore;
import dev.tributary.connect.export.files.ExportStore;
import java.nio.file.Path;

/** Opens the place that {@code export.location} names. */
final class Stores {
    private Stores() {}

    static ExportStore open(ExportSourceConfig config) {
        String location = config.location();
        return new DirectoryStore(
                Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location));
    }
}
