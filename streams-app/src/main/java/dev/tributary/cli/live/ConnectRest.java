package dev.tributary.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Connect's REST API, as far as it is asked; nothing is changed by it. */
final class ConnectRest {
    /** A connector may sign in to its warehouse while it validates. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    /**
     * What the worker said.
     *
     * @param body its JSON; a missing node when it sent none
     */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status == OK;
        }

        /** The worker's own words about a request that it did not fulfil. */
        String message() {
            return "HTTP " + status + " " + body.path("message").asText("");
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
    private final String url;

    ConnectRest(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    String url() {
        return url;
    }

    Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    Answer put(String path, Map<String, String> body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header("Accept", "application/json");
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), body(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode body(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }
}
