package dev.tributary.local.cockroach;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Posts batches as CockroachDB's webhook sink does: 3 s for an answer, and the same again after an error. */
final class WebhookFeed {
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final int RESTARTS = 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

    WebhookFeed(int port) {
        uri = URI.create("http://127.0.0.1:" + port + "/changes");
    }

    void send(List<Row> rows) throws InterruptedException {
        post("{\"payload\":[" + rows.stream().map(row -> row.message(true)).collect(Collectors.joining(","))
                + "],\"length\":" + rows.size() + "}");
    }

    private void post(String body) throws InterruptedException {
        Duration backoff = FIRST_BACKOFF;
        for (int attempt = 0; attempt < RESTARTS; attempt++) {
            long started = System.nanoTime();
            if (answered(body)) {
                millis.add((System.nanoTime() - started) / 1e6);
                return;
            }
            LockSupport.parkNanos(backoff.toNanos());
            backoff = backoff.multipliedBy(2).compareTo(CLIENT_TIMEOUT) > 0 ? CLIENT_TIMEOUT : backoff.multipliedBy(2);
        }
        throw new AssertionError("the webhook did not answer 200");
    }

    private boolean answered(String body) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(CLIENT_TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    /** How long each answered request took, in milliseconds; forgets them. */
    List<Double> took() {
        List<Double> taken = millis.stream().sorted().toList();
        millis.clear();
        return taken;
    }
}
