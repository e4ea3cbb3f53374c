package dev.tributary.local.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Short requests to the REST interfaces of the registry and the Connect worker. */
final class Http {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Http() {}

    private static final class Client {
        private static final HttpClient INSTANCE = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Whether {@code GET url} succeeds now. */
    static boolean answers(String url) {
        try {
            return send(HttpRequest.newBuilder(URI.create(url)).GET()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    static String get(String url) throws IOException {
        return successful(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    static String put(String url, String json) throws IOException {
        return successful(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    static void delete(String url) throws IOException {
        successful(HttpRequest.newBuilder(URI.create(url)).DELETE());
    }

    private static String successful(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    response.request().uri().getPath() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return Client.INSTANCE.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
