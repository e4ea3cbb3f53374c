package dev.tributary.local.snowflake;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Commits chunks: the rows of all channels of a chunk with their new offset tokens, or nothing of them. */
final class Commits {

    private static final int DONE = 0;
    private static final int NO_SUCH_CHANNEL = 19;
    private static final int OTHER_CLIENT = 20;
    private static final int OUT_OF_ORDER = 21;
    private static final int OTHER_CHANNEL_FAILED = 22;

    private final Database database;
    private final Tables tables;
    private final Channels channels;
    private final Rows rows;

    Commits(Database database, Tables tables, Channels channels) {
        this.database = database;
        this.tables = tables;
        this.channels = channels;
        this.rows = new Rows(database, tables);
    }

    /** One status code per channel of the chunk, in their order. */
    List<Integer> commit(Blob blob, Chunk chunk) throws Exception {
        String table = tables.resolve(chunk.qualified());
        return database.<List<Integer>, Exception>transaction(() -> {
            List<Integer> codes = new ArrayList<>();
            for (Chunk.Part part : chunk.parts()) {
                codes.add(judge(channels.state(table, part.channel()), part));
            }
            if (codes.stream().anyMatch(code -> code != DONE)) {
                Collections.replaceAll(codes, DONE, OTHER_CHANNEL_FAILED);
                return codes;
            }
            append(table, blob, chunk);
            for (Chunk.Part part : chunk.parts()) {
                channels.put(table, part.channel(), new Channels.State(part.client(), part.row(), part.token()));
            }
            return codes;
        });
    }

    /** What a chunk's channels are told when the fault of a wrong sequencer was asked for. */
    static List<Integer> mistaken(Chunk chunk) {
        return Collections.nCopies(chunk.parts().size(), OTHER_CLIENT);
    }

    private static int judge(Optional<Channels.State> state, Chunk.Part part) {
        if (state.isEmpty()) {
            return NO_SUCH_CHANNEL;
        }
        if (state.get().client() != part.client()) {
            return OTHER_CLIENT;
        }
        return state.get().row() + 1 == part.row() ? DONE : OUT_OF_ORDER;
    }

    private void append(String table, Blob blob, Chunk chunk)
            throws IOException, GeneralSecurityException, SQLException, SqlFailure {
        Tables.EncryptionKey key = tables.key(table).orElseThrow(() -> SqlFailure.missing("Table", table));
        if (key.id() != chunk.keyId()) {
            throw new IOException("a chunk for " + table + " names another encryption key");
        }
        int appended = rows.append(table, blob.decrypt(chunk.extent(), key.base64()));
        if (appended != chunk.rows()) {
            throw new IOException("a chunk for " + table + " has " + appended + " rows and announced " + chunk.rows());
        }
    }
}
