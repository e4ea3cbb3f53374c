package dev.tributary.connect.bigquery.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** BigQuery's REST interface: one request, its answer, and what its failure means. */
public final class RestClient {
    /** What Google answers with 403 although it passes. */
    private static final Set<String> PASSING = Set.of("rateLimitExceeded", "quotaExceeded", "backendError");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI endpoint;
    private final @Nullable Credentials credentials;

    /**
     * A client of an address.
     *
     * @param credentials null for a double or an emulator
     */
    public RestClient(URI endpoint, @Nullable Credentials credentials) {
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /** An answer that the caller may know what to do about. */
    record Answer(int status, JsonNode body) {
        boolean isDone() {
            return status / 100 == 2;
        }
    }

    Answer get(String path) {
        return send(request(path).GET(), path);
    }

    Answer post(String path, JsonNode body) {
        return send(request(path).POST(text(body)), path);
    }

    /** Changes what is as it was when {@code etag} was read; status 412 when it is not. */
    Answer patch(String path, JsonNode body, String etag) {
        HttpRequest.Builder request = request(path).method("PATCH", text(body));
        return send(etag.isEmpty() ? request : request.header("If-Match", etag), path);
    }

    private static HttpRequest.BodyPublisher text(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private HttpRequest.Builder request(String path) {
        URI address = endpoint.resolve("/bigquery/v2/" + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).header("Content-Type", "application/json");
        headers(address).forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request;
    }

    private Map<String, List<String>> headers(URI address) {
        if (credentials == null) {
            return Map.of();
        }
        try {
            return Optional.ofNullable(credentials.getRequestMetadata(address)).orElse(Map.of());
        } catch (IOException e) {
            throw new ConnectException("Google gave no access token for the credentials", e);
        }
    }

    private Answer send(HttpRequest.Builder request, String path) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), body(response.body()));
            requireHope(answer, path);
            return answer;
        } catch (IOException e) {
            throw new RetriableException("BigQuery at " + endpoint + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while waiting for BigQuery", e);
        }
    }

    private static JsonNode body(String text) throws IOException {
        return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    }

    private static void requireHope(Answer answer, String path) {
        int status = answer.status();
        String reason = answer.body().at("/error/errors/0/reason").asText();
        boolean passing = status == 429 || status >= 500 || (status == 403 && PASSING.contains(reason));
        if (passing) {
            throw new RetriableException("BigQuery answers " + status + " to " + path);
        }
        if (status == 401 || status == 403) {
            throw new ConnectException("BigQuery refuses the access to " + path + " (" + status + "): see the rights in"
                    + " docs/guides/bigquery.md and bigquery.credentials; " + message(answer));
        }
    }

    static String message(Answer answer) {
        return answer.body().at("/error/message").asText();
    }
}
