package dev.tributary.benchmarks;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.systems.Contender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that both modes of the pipeline benchmark share. */
final class Settings {
    @Option(
            names = "--employees",
            defaultValue = "100000",
            description = "employees, two versions each (${DEFAULT-VALUE})")
    private int employees;

    @Option(names = "--bonuses", defaultValue = "2000000", description = "bonuses, one insert each (${DEFAULT-VALUE})")
    private int bonuses;

    @Option(names = "--seed", defaultValue = "1", description = "decides every value (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--updates",
            defaultValue = "BEFORE",
            description =
                    "when employees get their second version: ${COMPLETION-CANDIDATES} the bonuses (${DEFAULT-VALUE})")
    private Workload.Updates updates = Workload.Updates.BEFORE;

    @Option(names = "--formats", split = ",", defaultValue = "JSON,AVRO", description = "${COMPLETION-CANDIDATES}")
    private List<Format> formats = List.of();

    @Option(
            names = "--systems",
            split = ",",
            defaultValue = "bare-consume,bare-copy,limit-join,streams-by-hand,tributary-stream,tributary-stream-eos,"
                    + "tributary-stream-broadcast,tributary-table",
            converter = ContenderConverter.class,
            description = "in the order of each round (${DEFAULT-VALUE})")
    private List<Contender> systems = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "every system runs once per round (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--java-options",
            defaultValue = "-Xmx4g",
            description = "of the systems' processes (${DEFAULT-VALUE})")
    private String javaOptions = "";

    @Option(
            names = "--broker-java-options",
            defaultValue = "-Xms2g -Xmx2g",
            description = "of the broker's process (${DEFAULT-VALUE})")
    private String brokerJavaOptions = "";

    @Option(
            names = "--app-property",
            paramLabel = "KEY=VALUE",
            description = "added to the properties of Tributary, over the benchmark's own; may be repeated")
    private Map<String, String> appProperties = new LinkedHashMap<>();

    @Option(
            names = "--stall",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "gives a run up when no row came for so long (${DEFAULT-VALUE})")
    private int stallSeconds;

    @Option(
            names = "--quiet",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description =
                    "ends a complete run when nothing more came for so long; longer than a commit (${DEFAULT-VALUE})")
    private int quietSeconds;

    @Option(
            names = "--dir",
            description = "where topics, state and logs go; kept afterwards (a temporary directory, deleted)")
    private @Nullable Path directory;

    /** Settings as these options of {@code pipeline} have them. */
    static Settings of(List<String> options) {
        return CommandLine.populateCommand(new Settings(), options.toArray(String[]::new));
    }

    Workload workload() {
        return new Workload(employees, bonuses, seed, updates);
    }

    List<Format> formats() {
        return formats;
    }

    List<Contender> systems() {
        return systems;
    }

    int rounds() {
        return rounds;
    }

    String javaOptions() {
        return javaOptions;
    }

    String brokerJavaOptions() {
        return brokerJavaOptions;
    }

    Map<String, String> appProperties() {
        return appProperties;
    }

    Duration quiet() {
        return Duration.ofSeconds(quietSeconds);
    }

    Duration stall() {
        return Duration.ofSeconds(stallSeconds);
    }

    @Nullable
    Path directory() {
        return directory;
    }

    /** Reads {@code bare-copy} and the like. */
    static final class ContenderConverter implements ITypeConverter<Contender> {
        @Override
        public Contender convert(String word) {
            return Contender.of(word);
        }
    }
}
