package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one table in a blob, and the channels that they came through. */
record Chunk(String database, String schema, String table, long keyId, Blob.Extent extent, int rows, List<Part> parts) {

    /** One channel's share of a chunk. */
    record Part(
            String channel, long client, long row, @Nullable String token) {}

    static Chunk of(JsonNode chunk) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode channel : chunk.path("channels")) {
            parts.add(new Part(
                    channel.path("channel_name").asText(),
                    channel.path("client_sequencer").asLong(),
                    channel.path("row_sequencer").asLong(),
                    channel.path("offset_token").textValue()));
        }
        return new Chunk(
                chunk.path("database").asText(),
                chunk.path("schema").asText(),
                chunk.path("table").asText(),
                chunk.path("encryption_key_id").asLong(),
                new Blob.Extent(
                        chunk.path("chunk_start_offset").asInt(),
                        chunk.path("chunk_length").asInt(),
                        chunk.path("chunk_md5").asText()),
                chunk.path("eps").path("rows").asInt(),
                parts);
    }

    /** The table with its database and schema, quoted: the client names them as they are stored. */
    String qualified() {
        return Names.quoted(database) + "." + Names.quoted(schema) + "." + Names.quoted(table);
    }
}
