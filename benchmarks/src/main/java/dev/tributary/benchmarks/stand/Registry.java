package dev.tributary.benchmarks.stand;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** As much of the Schema Registry's HTTP interface as Avro serializers use, kept in memory. */
public final class Registry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> versions = new HashMap<>();

    private Registry(HttpServer server) {
        this.server = server;
    }

    public static Registry start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Registry registry = new Registry(server);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The schema's id, which equal schemas share. */
    public synchronized int register(String subject, Schema schema) {
        int known = schemas.indexOf(schema);
        if (known < 0) {
            schemas.add(schema);
            known = schemas.size() - 1;
        }
        List<Integer> ids = versions.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!ids.contains(known + 1)) {
            ids.add(known + 1);
        }
        return known + 1;
    }

    /** The schema of an id that this registry has given out. */
    public synchronized Schema schema(int id) {
        return schemas.get(id - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        Optional<?> answer = answer(exchange.getRequestMethod(), path, body);
        Object content = answer.isPresent() ? answer.get() : Map.of("error_code", 40401, "message", "not found");
        byte[] bytes = JSON.writeValueAsString(content).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Optional<?> answer(String method, String[] path, JsonNode body) {
        return switch (path[0]) {
            case "config" -> Optional.of(Map.of("compatibilityLevel", "BACKWARD"));
            case "schemas" -> byId(path);
            case "subjects" ->
                path.length == 1
                        ? Optional.of(versions.keySet())
                        : subject(method, path, body.path("schema").asText());
            default -> Optional.empty();
        };
    }

    /** {@code /schemas/ids/{id}}. */
    private Optional<?> byId(String[] path) {
        int id = Integer.parseInt(path[path.length - 1]);
        return id > schemas.size()
                ? Optional.empty()
                : Optional.of(Map.of("schema", schema(id).toString()));
    }

    /** {@code /subjects/{subject}} and {@code /subjects/{subject}/versions[/latest|/{n}]}. */
    private Optional<?> subject(String method, String[] path, String schema) {
        String subject = path[1];
        List<Integer> ids = versions.getOrDefault(subject, List.of());
        if (method.equals("POST") && path.length == 3) {
            return Optional.of(Map.of("id", register(subject, new Schema.Parser().parse(schema))));
        }
        if (method.equals("POST")) {
            int known = schemas.indexOf(new Schema.Parser().parse(schema)) + 1;
            return version(subject, ids, ids.indexOf(known));
        }
        if (path.length == 4) {
            return version(subject, ids, path[3].equals("latest") ? ids.size() - 1 : Integer.parseInt(path[3]) - 1);
        }
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(IntStream.rangeClosed(1, ids.size()).boxed().toList());
    }

    private Optional<?> version(String subject, List<Integer> ids, int index) {
        if (index < 0 || index >= ids.size()) {
            return Optional.empty();
        }
        int id = ids.get(index);
        String schema = schema(id).toString();
        return Optional.of(Map.of("subject", subject, "version", index + 1, "id", id, "schema", schema));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
