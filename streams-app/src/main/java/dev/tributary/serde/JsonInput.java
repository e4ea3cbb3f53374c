package dev.tributary.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Opens JSON records, with or without Connect's embedded schema, and turns a parser's complaints into value-free reasons. */
public final class JsonInput {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final byte[] SCHEMA = "\"schema\":{".getBytes(StandardCharsets.UTF_8);

    /** Reads the record's object, whose opening brace the parser stands on. */
    public interface Reading<T> {
        T from(JsonParser in) throws IOException;
    }

    private JsonInput() {}

    /**
     * What {@code reading} makes of a record: of its {@code payload} where the record is {@code {"schema":…,"payload":…}}.
     *
     * @throws BadRecordException when the bytes are no JSON object
     */
    public static <T> T read(byte[] record, Reading<T> reading) {
        try (JsonParser in = FACTORY.createParser(record)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("the value is no JSON object");
            }
            if (startsWithSchema(record) && !descend(in)) {
                throw new BadRecordException("the value has an embedded schema, but no payload object");
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new BadRecordException(
                    "the value is no readable JSON (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static boolean startsWithSchema(byte[] record) {
        int at = 1;
        while (at < record.length && record[at] != '"') {
            at++;
        }
        return Arrays.equals(record, at, Math.min(record.length, at + SCHEMA.length), SCHEMA, 0, SCHEMA.length);
    }

    private static boolean descend(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean payload = in.currentName().equals("payload");
            JsonToken token = in.nextToken();
            if (payload) {
                return token == JsonToken.START_OBJECT;
            }
            in.skipChildren();
        }
        return false;
    }
}
