package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The files that make the real application run a job: its properties, the pipeline, the schemas of JSON tables. */
final class TributaryFiles {
    private static final String APPLICATION = "dev.tributary.Tributary";

    private final Job job;
    private final Path directory;

    TributaryFiles(Job job, Path directory) {
        this.job = job;
        this.directory = directory;
    }

    /** Writes the files; the answer is the application's command line. */
    List<String> write(String registryUrl) throws IOException {
        Files.createDirectories(directory);
        store("pipeline.properties", pipeline());
        Path config = store("tributary.properties", application(registryUrl));
        return List.of(APPLICATION, "run", "--config", config.toString());
    }

    private Properties pipeline() throws IOException {
        Properties pipeline = resource("pipeline.properties");
        table(pipeline, "table.payroll.", job.payroll(), Schemas.PAYROLL_ROW);
        table(pipeline, "table.bonus.", job.bonus(), Schemas.BONUS_ROW);
        pipeline.setProperty("output.payroll_complete.topic", job.output());
        pipeline.setProperty("output.payroll_complete.kind", job.contender().outputKind());
        pipeline.setProperty("output.payroll_complete.order", job.contender().outputOrder());
        if (job.contender().isBroadcast()) {
            pipeline.setProperty("output.payroll_complete.join.payroll.broadcast", "true");
            if (job.contender().mayBeStale()) {
                pipeline.setProperty("output.payroll_complete.join.payroll.wait", "10m");
            }
        }
        pipeline.setProperty("output.payroll_complete.format", job.format().word());
        return pipeline;
    }

    private void table(Properties pipeline, String prefix, String topic, Schemas row) throws IOException {
        pipeline.setProperty(prefix + "topic", topic);
        pipeline.setProperty(prefix + "format", job.format().word());
        if (job.format() == Format.JSON) {
            String file = row.name().toLowerCase(Locale.ROOT) + ".avsc";
            Files.writeString(directory.resolve(file), row.text());
            pipeline.setProperty(prefix + "schema", file);
        }
    }

    private Properties application(String registryUrl) throws IOException {
        Properties application = resource(job.mode().name().toLowerCase(Locale.ROOT) + ".properties");
        application.setProperty("bootstrap.servers", job.bootstrap());
        application.setProperty("application.id", job.name());
        application.setProperty("state.dir", directory.resolve("state").toString());
        application.setProperty("processing.guarantee", job.contender().guarantee());
        application.setProperty("tributary.pipelines", "pipeline.properties");
        if (job.format() == Format.AVRO) {
            application.setProperty("schema.registry.url", registryUrl);
        }
        application.putAll(job.appProperties());
        return application;
    }

    private Path store(String name, Properties properties) throws IOException {
        Path file = directory.resolve(name);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static Properties resource(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = TributaryFiles.class.getResourceAsStream("/tributary/" + name)) {
            properties.load(file);
        }
        return properties;
    }
}
