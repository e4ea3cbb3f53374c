package dev.tributary.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which configuration a command works with. */
final class ConfigOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The application's configuration; default: config/tributary.properties of the installation.")
    private Path config = shipped();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A value that takes the place of the file's: --set bootstrap.servers=broker:9092")
    private Map<String, String> overrides = new LinkedHashMap<>();

    Path config() {
        return config;
    }

    Map<String, String> overrides() {
        return overrides;
    }

    private static Path shipped() {
        String home = System.getProperty("tributary.home");
        Path here = Path.of("config", "tributary.properties");
        return home == null ? here : Path.of(home).resolve(here);
    }
}
