package dev.tributary.local.place;

import dev.tributary.app.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The project on disk: its shipped files, and what the build unpacked under {@code local/target}. */
public record Installation(Path home) {

    /** The project that the launcher names, or else the nearest one above the working directory. */
    public static Installation find() {
        String named = System.getProperty("tributary.home");
        Path start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("schemas/postgres/payroll.sql"))) {
                return new Installation(at);
            }
        }
        throw new LocalException(
                ExitCode.USAGE, start + " is not inside a Tributary project: start through its ./tributary");
    }

    public Path file(String path) {
        return home.resolve(path);
    }

    /** A folder that the build fills. */
    public Path built(String name) {
        Path folder = home.resolve("local/target").resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new LocalException(
                    ExitCode.USAGE, folder + " is missing: start through ./tributary, which builds it");
        }
        return folder;
    }

    /** The entries of a shipped properties file, sorted by name. */
    public Map<String, String> properties(String path) throws IOException {
        Properties loaded = new Properties();
        try (InputStream in = Files.newInputStream(file(path))) {
            loaded.load(in);
        }
        Map<String, String> entries = new LinkedHashMap<>();
        loaded.stringPropertyNames().stream().sorted().forEach(name -> entries.put(name, loaded.getProperty(name)));
        return entries;
    }
}
