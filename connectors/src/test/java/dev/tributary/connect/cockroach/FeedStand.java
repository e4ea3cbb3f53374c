package dev.tributary.connect.cockroach;

import dev.tributary.connect.changes.ChangeText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.source.SourceRecord;

/** Plays the Connect worker, and Kafka behind it, for a real task with a real listener. */
final class FeedStand implements AutoCloseable {
    final List<SourceRecord> records = new CopyOnWriteArrayList<>();
    final Map<String, String> settings = new TreeMap<>();

    private final CockroachSourceTask task = new CockroachSourceTask();
    private final Thread worker = new Thread(this::work, "worker");
    private HttpClient client = HttpClient.newHttpClient();
    private volatile boolean acknowledging = true;
    private volatile boolean running = true;

    FeedStand() {
        settings.put("listener", "http://127.0.0.1:0");
        settings.put("routes", "/changes, /bigquery:orders");
        settings.put("tables", "orders");
        settings.put("table.orders.key", "id");
        settings.put("table.orders.columns", "id string, user_id string, total decimal(12,2), ts timestamptz");
        settings.put("topic.prefix", "crdb");
        settings.put("ack.timeout.ms", "2000");
    }

    FeedStand with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    FeedStand with(HttpClient other) {
        client = other;
        return this;
    }

    FeedStand start() {
        task.start(settings);
        worker.start();
        return this;
    }

    /** From now on Kafka acknowledges nothing, or everything again. */
    void acknowledging(boolean on) {
        acknowledging = on;
    }

    private void work() {
        try {
            while (running) {
                List<SourceRecord> polled = task.poll();
                if (polled != null && acknowledging) {
                    records.addAll(polled);
                    // as Connect's exactly-once task does, which keeps the records of a transaction in such a set
                    new LinkedHashSet<>(polled).forEach(record -> task.commitRecord(record, null));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    HttpResponse<String> send(String path, String body, String... headers) throws IOException, InterruptedException {
        String scheme = String.valueOf(settings.get("listener")).startsWith("https") ? "https" : "http";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + task.port() + path))
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends messages as one batch, and tells the status. */
    int batch(String path, String... messages) throws IOException, InterruptedException {
        return send(path, "{\"payload\":[" + String.join(",", messages) + "],\"length\":" + messages.length + "}")
                .statusCode();
    }

    /** The changes as text: operation, position, key, before and after. */
    List<String> changes() {
        return records.stream()
                .filter(record -> record.topic().equals("crdb.orders"))
                .map(ChangeText::of)
                .toList();
    }

    List<SourceRecord> of(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    @Override
    public void close() {
        running = false;
        task.stop();
        worker.interrupt();
    }
}
