package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ingest SDK asks: where to stage blobs, how far a channel is, and to commit what it has staged. */
final class Streaming {

    private static final int NO_SUCH_TABLE = 4;
    private static final int NO_SUCH_CHANNEL = 19;

    private final Account account;
    private final Tables tables;
    private final Channels channels;
    private final Commits commits;
    private final Faults faults;
    private final Path stage;

    Streaming(Database database, Tables tables, Account account, Faults faults, Path stage) {
        this.account = account;
        this.tables = tables;
        this.channels = new Channels(database);
        this.commits = new Commits(database, tables, channels);
        this.faults = faults;
        this.stage = stage;
    }

    /** The client writes blobs into a folder that both see. */
    ObjectNode configure(Call call) throws IOException {
        Files.createDirectories(stage);
        ObjectNode answer = Answers.streaming().put("prefix", "double");
        answer.putObject("stage_location").put("locationType", "LOCAL_FS").put("location", stage.toString());
        return answer;
    }

    ObjectNode open(Call call) throws SQLException, SqlFailure {
        JsonNode body = call.body();
        String table;
        try {
            table = resolve(body);
            tables.requireInsertable(table);
        } catch (SqlFailure e) {
            return Answers.streaming(NO_SUCH_TABLE, e.getMessage());
        }
        String channel = body.path("channel").asText();
        Channels.State state = channels.open(table, channel);
        ObjectNode answer = Answers.streaming();
        answer.put("database", account.database()).put("schema", account.schema());
        answer.put("table", table).put("channel", channel);
        answer.put("client_sequencer", state.client()).put("row_sequencer", state.row());
        answer.put("offset_token", visible(state.token()));
        tables.columns(table).forEach(new ColumnList(answer.putArray("table_columns"))::add);
        Tables.EncryptionKey key = tables.key(table).orElseThrow(() -> SqlFailure.missing("Table", table));
        return answer.put("encryption_key", key.base64()).put("encryption_key_id", key.id());
    }

    private String resolve(JsonNode names) throws SqlFailure {
        return tables.resolve(names.path("database").asText() + "."
                + names.path("schema").asText() + "." + names.path("table").asText());
    }

    private @Nullable String visible(@Nullable String token) {
        return faults.forgetsTokens() ? null : token;
    }

    ObjectNode status(Call call) throws SQLException, SqlFailure {
        ObjectNode answer = Answers.streaming();
        ArrayNode states = answer.putArray("channels");
        for (JsonNode asked : call.body().path("channels")) {
            Optional<Channels.State> state =
                    channels.state(resolve(asked), asked.path("channel_name").asText());
            ObjectNode told = states.addObject();
            if (state.isEmpty()) {
                told.put("status_code", NO_SUCH_CHANNEL);
            } else {
                told.put("status_code", 0)
                        .put("persisted_row_sequencer", state.get().row())
                        .put("persisted_client_sequencer", state.get().client())
                        .put("persisted_offset_token", visible(state.get().token()));
            }
        }
        return answer;
    }

    ObjectNode register(Call call) throws Exception {
        faults.beforeCommit();
        ObjectNode answer = Answers.streaming();
        ArrayNode blobs = answer.putArray("blobs");
        boolean mistaken = faults.mistakesSequencer();
        for (JsonNode each : call.body().path("blobs")) {
            Blob blob = new Blob(stage, each.path("path").asText());
            ArrayNode chunks = blobs.addObject().putArray("chunks");
            for (JsonNode described : each.path("chunks")) {
                Chunk chunk = Chunk.of(described);
                tell(chunks.addObject(), chunk, mistaken ? Commits.mistaken(chunk) : commits.commit(blob, chunk));
            }
            // committed or refused for good: a client that asks again learns it from the sequencers
            blob.delete();
        }
        faults.afterCommit();
        return answer;
    }

    private static void tell(ObjectNode told, Chunk chunk, List<Integer> codes) {
        told.put("database", chunk.database()).put("schema", chunk.schema()).put("table", chunk.table());
        ArrayNode parts = told.putArray("channels");
        for (int i = 0; i < codes.size(); i++) {
            Chunk.Part part = chunk.parts().get(i);
            parts.addObject()
                    .put("channel", part.channel())
                    .put("client_sequencer", part.client())
                    .put("status_code", codes.get(i));
        }
    }
}
