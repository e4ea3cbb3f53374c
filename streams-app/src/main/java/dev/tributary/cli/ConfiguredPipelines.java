package dev.tributary.cli;

import dev.tributary.app.DeliveryGuarantee;
import dev.tributary.config.AppConfig;
import dev.tributary.config.InvalidConfiguration;
import dev.tributary.config.Problem;
import dev.tributary.config.PropertyFile;
import dev.tributary.pipeline.Format;
import dev.tributary.pipeline.Pipeline;
import dev.tributary.pipeline.PipelineFile;
import dev.tributary.projection.Expressions;
import dev.tributary.projection.Masking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A configuration with its pipelines, all mistakes of all files gathered. */
final class ConfiguredPipelines {
    /** Stands for a secret that is configured but not here, so that expressions can be checked. */
    static final Masking ANY_KEY = Masking.keyed("a key to check expressions with");

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> unresolved = new ArrayList<>();
    private final List<Pipeline> pipelines = new ArrayList<>();

    private ConfiguredPipelines() {}

    /**
     * Reads a configuration and its pipelines without insisting on secrets.
     *
     * @throws InvalidConfiguration with every mistake in any of the files
     */
    static ConfiguredPipelines inspect(ConfigOptions options) {
        ConfiguredPipelines configured = new ConfiguredPipelines();
        configured.read(options);
        if (!configured.problems.isEmpty()) {
            throw new InvalidConfiguration(configured.problems);
        }
        return configured;
    }

    private void read(ConfigOptions options) {
        AppConfig config = config(options);
        List<Path> files = config == null ? files(options.config()) : config.pipelines();
        if (files.size() > 1) {
            problem(
                    options,
                    "tributary.pipelines",
                    "names " + files.size() + " files",
                    "an application runs one pipeline");
        }
        for (Path file : files) {
            gather(() -> pipelines.add(PipelineFile.read(file, new Expressions(masking(config)))));
        }
        if (config != null) {
            pipelines.forEach(
                    pipeline -> DeliveryGuarantee.objection(config, pipeline).ifPresent(problems::add));
        }
        if (config != null
                && config.registryUrl().isEmpty()
                && pipelines.stream().anyMatch(ConfiguredPipelines::avro)) {
            problem(options, "schema.registry.url", "is missing", "set it, or use format = json everywhere");
        }
    }

    private @Nullable AppConfig config(ConfigOptions options) {
        AppConfig[] config = new AppConfig[1];
        gather(() -> config[0] = AppConfig.inspect(options.config(), options.overrides()));
        if (config[0] != null) {
            unresolved.addAll(config[0].unresolved());
        }
        return config[0];
    }

    /** A broken configuration may still name its pipelines. */
    private static List<Path> files(Path config) {
        try {
            PropertyFile file = PropertyFile.read(config);
            String names = file.value("tributary.pipelines").orElse("");
            return Arrays.stream(names.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(config::resolveSibling)
                    .toList();
        } catch (InvalidConfiguration unreadable) {
            return List.of();
        }
    }

    private static Masking masking(@Nullable AppConfig config) {
        boolean keyed = config == null
                || config.tokenKey().isPresent()
                || config.unresolved().stream()
                        .anyMatch(problem -> problem.key().equals("tributary.token.key"));
        return keyed ? ANY_KEY : Masking.unkeyed();
    }

    private static boolean avro(Pipeline pipeline) {
        return Stream.concat(
                        pipeline.tables().stream().map(table -> table.format()),
                        pipeline.outputs().stream().map(output -> output.format()))
                .anyMatch(format -> format == Format.AVRO);
    }

    private void problem(ConfigOptions options, String key, String what, String fix) {
        problems.add(PropertyFile.read(options.config()).problem(key, what, fix));
    }

    private void gather(Runnable reading) {
        try {
            reading.run();
        } catch (InvalidConfiguration invalid) {
            problems.addAll(invalid.problems());
        }
    }

    List<Pipeline> pipelines() {
        return pipelines;
    }

    /** Secrets that are not here. */
    List<Problem> unresolved() {
        return unresolved;
    }
}
