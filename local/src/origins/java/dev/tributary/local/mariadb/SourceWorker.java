package dev.tributary.local.mariadb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.Eventually;
import dev.tributary.local.part.ConnectWorker;
import dev.tributary.local.part.Connectors;
import dev.tributary.local.part.MariaDbServer;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** A Connect worker with Debezium's connector, in a process of its own that can be killed. */
final class SourceWorker implements AutoCloseable {
    private final DataDirectory directory;
    private final Ports ports;
    private final String bootstrapServers;
    private final Connectors connectors;
    private int starts;
    private Process process;

    SourceWorker(DataDirectory directory, String bootstrapServers) throws IOException {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
        ports = Ports.anyFree(directory.root().resolve("source-ports.properties"));
        connectors = new Connectors(
                "http://" + ports.address(Service.CONNECT) + "/connectors",
                directory.logs().resolve("source/tributary.log"));
        process = start();
    }

    private Process start() throws IOException {
        Path folder = directory.folder("logs/source");
        Properties config = new Properties();
        config.putAll(ConnectWorker.config(
                List.of(MariaDbServer.plugins(Installation.find())), ports, bootstrapServers));
        for (String kind : List.of("config", "offset", "status")) {
            config.put(kind + ".storage.topic", "source-" + kind);
        }
        // a killed worker is a member of its group for some seconds more: nobody waits for it
        config.put("group.id", "source-connect-" + starts++);
        Path file = folder.resolve("worker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            config.store(out, null);
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dtributary.log.dir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConnectDistributed.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.out").toFile()))
                .start();
    }

    Connectors ready() throws Exception {
        Eventually.isTrue("the worker answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the worker has ended: see " + connectors.log());
            }
            return connectors.answers();
        });
        return connectors;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The same worker again, going on with the connectors that it had. */
    void startAgain() throws IOException {
        process = start();
    }

    /** The connector's stored place, as Connect's REST interface tells it. */
    String offsets() throws Exception {
        return call("GET", "/offsets", "");
    }

    /** Sends the connector back to a place that it has been at. */
    void goBackTo(String offsets) throws Exception {
        call("PUT", "/stop", "");
        Eventually.isTrue(
                "the connector has stopped",
                () -> new ObjectMapper()
                        .readTree(call("GET", "/status", ""))
                        .path("connector")
                        .path("state")
                        .asText()
                        .equals("STOPPED"));
        Eventually.isTrue("its place is changed", () -> tried("PATCH", "/offsets", offsets));
        call("PUT", "/resume", "");
    }

    /** Whether it went through: the worker refuses while a task is ending. */
    private boolean tried(String method, String path, String body) throws Exception {
        return send(method, path, body).statusCode() / 100 == 2;
    }

    private String call(String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = URI.create(connectors.url() + "/" + MariaDbServer.CONNECTOR + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        kill();
    }
}
