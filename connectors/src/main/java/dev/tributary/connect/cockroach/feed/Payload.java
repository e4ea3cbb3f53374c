package dev.tributary.connect.cockroach.feed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a changefeed's request: a batch of messages, or one resolved message.
 *
 * @param resolved the body itself, when it tells how far the feed is
 */
public record Payload(List<JsonNode> messages, @Nullable JsonNode resolved) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectReader LINE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The message that a line of a file is. */
    public static JsonNode message(byte[] line) throws IOException, BadMessageException {
        try {
            return LINE.readTree(line);
        } catch (JacksonException e) {
            throw new BadMessageException("the line is not JSON");
        }
    }

    /** The batch that a body is; null when it is none of a changefeed. */
    public static @Nullable Payload parse(byte[] body) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
        if (Message.resolved(root) != null) {
            return new Payload(List.of(), root);
        }
        JsonNode payload = root.path("payload");
        if (!payload.isArray() || (root.has("length") && root.path("length").asInt(-1) != payload.size())) {
            return null;
        }
        List<JsonNode> messages = new ArrayList<>(payload.size());
        payload.forEach(messages::add);
        return new Payload(messages, null);
    }
}
