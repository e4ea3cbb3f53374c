package dev.tributary.connect.cockroach;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tributary.connect.cockroach.feed.FeedRecords;
import dev.tributary.connect.cockroach.feed.FeedRecords.Position;
import dev.tributary.connect.cockroach.feed.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a changefeed: 200 once Kafka has everything, and otherwise an error, after which the feed sends the same again.
 * To the feed every error is the same, so that a row that can never be taken must not be one.
 */
final class FeedHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FeedHandler.class);

    /** Nothing is read again from here: the feed itself repeats what was not acknowledged. */
    private static final Map<String, String> OFFSET = Map.of("state", "listening");

    private final CockroachSourceConfig config;
    private final Inbox inbox;
    private final byte[] authorization;

    FeedHandler(CockroachSourceConfig config, Inbox inbox) {
        this.config = config;
        this.inbox = inbox;
        this.authorization = config.authorization().getBytes(StandardCharsets.UTF_8);
    }

    /** A status, and what is wrong. */
    private record Answer(int status, String text) {
        static final Answer TAKEN = new Answer(200, "");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            if (answer.status() != 200) {
                LOG.warn("{} {}: {}", exchange.getRequestURI().getPath(), answer.status(), answer.text());
            }
            byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            if (text.length > 0) {
                exchange.getResponseBody().write(text);
            }
        } catch (InterruptedException e) {
            // the task stops: without an answer the feed sends the same again
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        FeedRecords route = config.routes().get(exchange.getRequestURI().getPath());
        if (!authorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Answer(401, "the Authorization header is not the one expected");
        }
        if (route == null) {
            return new Answer(
                    404, "no such route; the routes are " + config.routes().keySet());
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, "a changefeed sends POST");
        }
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(config.maxBodyBytes() + 1);
        }
        return body.length > config.maxBodyBytes()
                ? new Answer(413, "the body is larger than " + CockroachSettings.MAX_BODY)
                : take(body, route, exchange.getRequestURI().getPath());
    }

    private Answer take(byte[] body, FeedRecords route, String path) throws IOException, InterruptedException {
        Payload payload = Payload.parse(body);
        if (payload == null) {
            return new Answer(400, "the body is no batch of a changefeed: {\"payload\":[…],\"length\":n}");
        }
        Delivery delivery = new Delivery(records(payload, route, path));
        if (!inbox.offer(delivery)) {
            return new Answer(503, "too many records wait for Kafka");
        }
        return delivery.await(config.ackTimeoutMs())
                ? Answer.TAKEN
                : new Answer(503, "Kafka did not acknowledge within " + CockroachSettings.ACK_TIMEOUT_MS);
    }

    private static List<SourceRecord> records(Payload payload, FeedRecords route, String path) {
        Position position = new Position(Map.of("webhook", path), OFFSET, Map.of());
        List<SourceRecord> records = new ArrayList<>(payload.messages().size() + 1);
        if (payload.resolved() != null) {
            route.addProgress(payload.resolved(), position, records);
        }
        payload.messages().forEach(message -> route.addChange(message, position, records));
        return records;
    }

    private boolean authorized(@Nullable String header) {
        return authorization.length == 0
                || (header != null && MessageDigest.isEqual(authorization, header.getBytes(StandardCharsets.UTF_8)));
    }
}
