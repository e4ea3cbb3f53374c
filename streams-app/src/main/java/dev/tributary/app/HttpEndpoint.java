package dev.tributary.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;

/** Serves what the application counts ({@code /metrics}, Prometheus' text) and whether it works ({@code /health}). */
final class HttpEndpoint implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService worker;
    private final PrometheusMeterRegistry registry;
    private final KafkaStreamsMetrics kafka;

    private HttpEndpoint(HttpServer server, KafkaStreams streams) {
        this.server = server;
        this.worker = Executors.newSingleThreadExecutor(HttpEndpoint::daemon);
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        this.kafka = new KafkaStreamsMetrics(streams);
        kafka.bindTo(registry);
        new CountedThings(streams).bindTo(registry);
        server.setExecutor(worker);
        server.createContext("/metrics", exchange -> answer(exchange, 200, TEXT, registry.scrape()));
        server.createContext("/health", exchange -> health(exchange, streams.state()));
    }

    /**
     * Serves until closed.
     *
     * @param port 0: any that is free
     * @throws StartFailure when the port is taken
     */
    static HttpEndpoint start(int port, KafkaStreams streams) {
        try {
            HttpEndpoint endpoint = new HttpEndpoint(HttpServer.create(new InetSocketAddress(port), 0), streams);
            endpoint.server.start();
            return endpoint;
        } catch (IOException e) {
            throw new StartFailure(
                    ExitCode.PORT_IN_USE,
                    "port " + port + " cannot be listened on (" + e.getMessage() + "); set tributary.metrics.port");
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void health(HttpExchange exchange, KafkaStreams.State state) throws IOException {
        answer(
                exchange,
                state.isRunningOrRebalancing() ? 200 : 503,
                "application/json",
                "{\"state\":\"" + state + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdownNow();
        kafka.close();
        registry.close();
    }
}
