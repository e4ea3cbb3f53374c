package dev.tributary.local.origin;

import dev.tributary.local.place.LocalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Sends messages as CockroachDB's webhook sink does: in batches, each until it is answered 2xx. */
final class FeedSender {
    private static final int BATCH = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long BACKOFF_MILLIS = 500;
    private static final int MOST_TRIES = 120;

    private final URI url;
    private final HttpClient client;
    private final List<String> sent = new ArrayList<>();

    FeedSender(String url, ServerIdentity identity) throws IOException {
        this.url = URI.create(url);
        this.client = HttpClient.newBuilder()
                .sslContext(identity.trusting())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Returns once everything was acknowledged; tells how many messages that were. */
    int send(List<String> messages) throws IOException, InterruptedException {
        for (int from = 0; from < messages.size(); from += BATCH) {
            deliver(messages.subList(from, Math.min(messages.size(), from + BATCH)));
        }
        sent.addAll(messages);
        return messages.size();
    }

    /** A part of what was sent, in any order: a feed that starts over repeats itself. */
    int sendAgain() throws IOException, InterruptedException {
        List<String> again = new ArrayList<>(sent);
        Collections.shuffle(again, new Random(11));
        return send(List.copyOf(again.subList(0, again.size() / 3)));
    }

    private void deliver(List<String> batch) throws IOException, InterruptedException {
        String body = "{\"payload\":[" + String.join(",", batch) + "],\"length\":" + batch.size() + "}";
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        for (int tries = 0; !acknowledged(request); tries++) {
            if (tries == MOST_TRIES) {
                throw LocalException.partFailed(url + " took no change in " + MOST_TRIES + " tries");
            }
            TimeUnit.MILLISECONDS.sleep(BACKOFF_MILLIS);
        }
    }

    private boolean acknowledged(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            // no listener yet, or none any more: to the feed the same as every other error
            return false;
        }
    }
}
