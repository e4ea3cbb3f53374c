package dev.tributary.cli.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as a Connect worker of 4.3 does. */
final class ConnectStub implements AutoCloseable {
    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Reply> replies = new HashMap<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();

    ConnectStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        reply("GET /", """
                {"version":"4.3.1","commit":"0123456789abcdef","kafka_cluster_id":"the-cluster"}""");
        reply("GET /connector-plugins", """
                [{"class":"com.snowflake.kafka.connector.SnowflakeSinkConnector","type":"sink","version":"2.5.0"},
                 {"class":"io.debezium.connector.postgresql.PostgresConnector","type":"source","version":"3.7.0.Final"}]""");
    }

    ConnectStub reply(String request, String body) {
        return reply(request, 200, body);
    }

    ConnectStub reply(String request, int status, String body) {
        replies.put(request, new Reply(status, body));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            Reply reply = replies.getOrDefault(
                    request, new Reply(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
