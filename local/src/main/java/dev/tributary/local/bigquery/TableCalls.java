package dev.tributary.local.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST calls of the sink: tables read, made and patched; {@code ALTER COLUMN … SET DATA TYPE}. */
final class TableCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ALTER = Pattern.compile("ALTER TABLE `([^`.]+)\\.([^`.]+)\\.([^`.]+)` ALTER COLUMN"
            + " `([^`]+)` SET DATA TYPE ([A-Z0-9]+)(?:\\((\\d+),(\\d+)\\))?");

    private final Store store;
    private final String project;
    private final String dataset;
    private final Faults faults;
    private final Consumer<String> problems;

    TableCalls(Store store, String project, String dataset, Faults faults, Consumer<String> problems) {
        this.store = store;
        this.project = project;
        this.dataset = dataset;
        this.faults = faults;
        this.problems = problems;
    }

    private record Reply(int status, JsonNode body) {}

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        try {
            if (faults.refusesRest()) {
                throw new Refusal(503, "unavailable as asked");
            }
            return new Reply(200, answer(exchange));
        } catch (Refusal e) {
            return new Reply(e.status(), error(e));
        } catch (SQLException e) {
            problems.accept(
                    exchange.getRequestURI().getPath() + ": " + e.getClass().getName());
            return new Reply(500, error(new Refusal(500, "the double failed")));
        }
    }

    private static ObjectNode error(Refusal refusal) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("error").put("code", refusal.status()).put("message", refusal.getMessage());
        return answer;
    }

    private JsonNode answer(HttpExchange exchange) throws IOException, Refusal, SQLException {
        String path = exchange.getRequestURI().getPath();
        String base = "/bigquery/v2/projects/" + project + "/";
        String tables = base + "datasets/" + dataset + "/tables";
        String method = exchange.getRequestMethod();
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (method.equals("POST") && path.equals(base + "queries")) {
            return query(body.path("query").asText());
        }
        if (method.equals("POST") && path.equals(tables)) {
            return insert(body);
        }
        if (path.startsWith(tables + "/")) {
            StoredTable table = table(path.substring(tables.length() + 1));
            return switch (method) {
                case "GET" -> document(table);
                case "PATCH" -> patch(table, body, exchange.getRequestHeaders().getFirst("If-Match"));
                default -> throw new Refusal(405, method);
            };
        }
        throw new Refusal(404, "Not found: " + path);
    }

    private StoredTable table(String name) throws Refusal {
        return store.table(name).orElseThrow(() -> new Refusal(404, "Not found: Table " + name));
    }

    private static ObjectNode document(StoredTable table) {
        return table.document().json().deepCopy().put("etag", table.etag());
    }

    private JsonNode insert(JsonNode body) throws Refusal, SQLException {
        ((ObjectNode) body).put("creationTime", Long.toString(System.currentTimeMillis()));
        TableDocument document = TableDocument.read(body);
        store.create(document, faults.schemaDelay());
        return document.json();
    }

    private JsonNode patch(StoredTable table, JsonNode body, String etag) throws Refusal, SQLException {
        synchronized (store) {
            if (etag != null && !etag.equals(table.etag())) {
                throw new Refusal(412, "Precondition Failed");
            }
            store.change(table, table.document().patched(body), faults.schemaDelay());
        }
        return document(table);
    }

    private JsonNode query(String sql) throws Refusal, SQLException {
        Matcher alter = ALTER.matcher(sql);
        if (!alter.matches()
                || !alter.group(1).equals(project)
                || !alter.group(2).equals(dataset)) {
            throw new Refusal(400, "the double only knows ALTER COLUMN … SET DATA TYPE in its own dataset");
        }
        int precision = alter.group(6) == null ? 0 : Integer.parseInt(alter.group(6));
        int scale = alter.group(7) == null ? 0 : Integer.parseInt(alter.group(7));
        synchronized (store) {
            StoredTable table = table(alter.group(3));
            store.change(
                    table,
                    table.document().altered(alter.group(4), alter.group(5), precision, scale),
                    faults.schemaDelay());
        }
        return JSON.createObjectNode().put("jobComplete", true);
    }
}
