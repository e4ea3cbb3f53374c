package dev.tributary.local.snowflake;

import dev.tributary.local.Eventually;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.Connectors;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** A Connect worker with the Snowflake connector, in a process of its own that can be killed. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final Connectors connectors;

    private WorkerProcess(Process process, Connectors connectors) {
        this.process = process;
        this.connectors = connectors;
    }

    static WorkerProcess start(Path folder, Ports ports, String bootstrapServers) throws IOException {
        Properties config = new Properties();
        config.putAll(
                ConnectWorker.config(List.of(Installation.find().built("snowflake-plugins")), ports, bootstrapServers));
        Path file = folder.resolve("worker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            config.store(out, null);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dtributary.log.dir=" + folder,
                        "-Dhttps.proxyHost=127.0.0.1",
                        "-Dhttps.proxyPort=9",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConnectDistributed.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.out").toFile()))
                .start();
        String url = "http://" + ports.address(Service.CONNECT) + "/connectors";
        return new WorkerProcess(process, new Connectors(url, folder.resolve("tributary.log")));
    }

    WorkerProcess ready() throws Exception {
        Eventually.isTrue("the worker answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the worker has ended: see " + connectors.log());
            }
            return connectors.answers();
        });
        return this;
    }

    Connectors connectors() {
        return connectors;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
