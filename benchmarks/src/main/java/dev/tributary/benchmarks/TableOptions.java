package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.systems.Contender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the benchmarks of a large table. */
final class TableOptions {
    @Option(names = "--employees", split = ",", description = "sizes of the table, one run each (${DEFAULT-VALUE})")
    private List<Integer> employees = new ArrayList<>();

    @Option(names = "--bonuses", description = "bonuses after the table was read (${DEFAULT-VALUE})")
    private int bonuses = 1_000_000;

    @Option(
            names = "--system",
            converter = Settings.ContenderConverter.class,
            description = "tributary-stream, or another system that is the real application (${DEFAULT-VALUE})")
    private Contender system = Contender.TRIBUTARY_STREAM;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Format format = Format.JSON;

    @Option(names = "--java-options", description = "of the application (${DEFAULT-VALUE})")
    private String javaOptions = "-Xmx1g";

    @Option(
            names = "--app-property",
            paramLabel = "KEY=VALUE",
            description = "added to the properties of the application; may be repeated")
    private Map<String, String> appProperties = new LinkedHashMap<>();

    @Option(
            names = "--dir",
            description = "where topics, state and logs go (the system's temporary directory); deleted")
    private @Nullable Path directory;

    /** The sizes; these where none are given. */
    List<Integer> sizes(List<Integer> otherwise) {
        return employees.isEmpty() ? otherwise : employees;
    }

    Contender system() {
        return system;
    }

    Format format() {
        return format;
    }

    @Nullable
    Path directory() {
        return directory;
    }

    /** The settings of a run over so many employees. */
    Settings settings(int size) {
        List<String> options = new ArrayList<>(List.of(
                "--employees=" + size,
                "--bonuses=" + bonuses,
                "--broker-java-options=-Xms1g -Xmx1g",
                "--java-options=" + javaOptions));
        appProperties.forEach((key, value) -> options.add("--app-property=" + key + "=" + value));
        return Settings.of(options);
    }
}
