package dev.tributary.connect.stand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** A distributed Connect worker with exactly-once sources, in a process of its own. */
public final class WorkerProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String url;
    private final Path log;

    private WorkerProcess(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    public static WorkerProcess start(Path folder, TestBroker broker, String... javaOptions) throws Exception {
        int port = TestBroker.freePort();
        Path file = folder.resolve("worker-" + port + ".properties");
        Properties config = new Properties();
        config.putAll(config(broker.bootstrap(), port));
        try (var out = Files.newOutputStream(file)) {
            config.store(out, null);
        }
        Path log = folder.resolve("worker-" + port + ".log");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(javaOptions));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.addAll(List.of(ConnectDistributed.class.getName(), file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        WorkerProcess worker = new WorkerProcess(process, "http://127.0.0.1:" + port + "/connectors", log);
        await("the worker answers", worker::answers);
        return worker;
    }

    private static Map<String, String> config(String bootstrap, int port) {
        Map<String, String> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("group.id", "connect");
        config.put("exactly.once.source.support", "enabled");
        config.put("plugin.discovery", "service_load");
        config.put("listeners", "http://127.0.0.1:" + port);
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("key.converter.schemas.enable", "false");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("value.converter.decimal.format", "NUMERIC");
        for (String kind : new String[] {"config", "offset", "status"}) {
            config.put(kind + ".storage.topic", "connect-" + kind);
            config.put(kind + ".storage.replication.factor", "1");
        }
        config.put("offset.storage.partitions", "1");
        config.put("status.storage.partitions", "1");
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("session.timeout.ms", "2000");
        config.put("heartbeat.interval.ms", "500");
        return config;
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the worker died: see " + log);
        }
        try {
            return send(HttpRequest.newBuilder(URI.create(url)).build()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    /** Creates a connector, and waits until its tasks run. */
    public void create(String name, Map<String, String> config) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + name + "/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(config)))
                .build();
        await("the connector is taken", () -> {
            HttpResponse<String> response = send(request);
            if (response.statusCode() == 400) {
                throw new AssertionError(response.body());
            }
            return response.statusCode() < 300;
        });
        await(name + " runs", () -> isRunning(name));
    }

    private boolean isRunning(String name) throws IOException, InterruptedException {
        JsonNode status = JSON.readTree(send(HttpRequest.newBuilder(URI.create(url + "/" + name + "/status"))
                        .build())
                .body());
        for (JsonNode task : status.path("tasks")) {
            if (task.path("state").asText().equals("FAILED")) {
                throw new AssertionError(task.path("trace").asText());
            }
        }
        return !status.path("tasks").isEmpty()
                && status.path("tasks").findValuesAsText("state").stream().allMatch("RUNNING"::equals);
    }

    public static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** The process, to look at its memory. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** As the operating system does when memory runs out. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
