package dev.tributary.local.part;

import dev.tributary.app.ExitCode;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Apicurio, speaking Confluent's Schema Registry protocol, in a JVM of its own; its schemas outlive a restart, as their ids are inside the records. */
public final class SchemaRegistry implements AutoCloseable {

    private static final String FOLDER = "registry";

    private final Child process;
    private final String url;
    private final ClassArchive classes;

    private SchemaRegistry(Child process, String url, ClassArchive classes) {
        this.process = process;
        this.url = url;
        this.classes = classes;
    }

    /** Starts the registry and lets it refuse what readers of the previous schema could not follow. */
    public static SchemaRegistry start(Installation installation, DataDirectory directory, Ports ports)
            throws IOException {
        Path home = directory.folder(FOLDER);
        Path log = directory.logs().resolve("registry.log");
        Path program = installation.built("registry");
        ClassArchive classes = ClassArchive.of(program, "registry");
        Child process = Child.start(home, "TERM", command(program, home, ports, classes), log);
        SchemaRegistry registry =
                new SchemaRegistry(process, "http://" + ports.address(Service.REGISTRY) + "/apis/ccompat/v7", classes);
        try {
            Ready.await("schema registry", log, process::isAlive, () -> Http.answers(registry.url + "/subjects"));
            // its own default is NONE
            Http.put(registry.url + "/config", "{\"compatibility\":\"BACKWARD\"}");
        } catch (RuntimeException | IOException e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    /** Waits for a registry that a killed launcher has left, which is about to end. */
    public static void awaitPrevious(DataDirectory directory) throws IOException {
        Child.awaitPrevious(directory.folder(FOLDER));
    }

    private static List<String> command(Path program, Path home, Ports ports, ClassArchive classes) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(classes.options());
        // it answers a few dozen requests in its life: starting fast is all that counts
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dquarkus.http.host=" + Ports.HOST);
        command.add("-Dquarkus.http.port=" + ports.of(Service.REGISTRY));
        command.add("-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + home.resolve("schemas"));
        command.addAll(List.of("-jar", runner(program).toString()));
        return command;
    }

    private static Path runner(Path program) throws IOException {
        try (Stream<Path> files = Files.list(program)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new LocalException(
                            ExitCode.USAGE, "no registry in " + program + ": run ./tributary, which unpacks it"));
        }
    }

    /** The base of Confluent's protocol, without a slash at its end. */
    public String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.close();
        classes.keep();
    }
}
