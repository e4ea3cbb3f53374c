package dev.tributary.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.JsonInput;
import dev.tributary.serde.JsonRowReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Debezium envelopes in JSON, read in one pass: only the row after the change and its position are looked at. */
public final class DebeziumJson implements EventReader {
    private final JsonRowReader rows;
    private final int epoch;

    public DebeziumJson(RowSchema schema, int epoch) {
        this.rows = new JsonRowReader(schema);
        this.epoch = epoch;
    }

    @Override
    public ChangeEvent read(byte[] value, long offset) {
        return JsonInput.read(value, in -> envelope(in).event(epoch, offset));
    }

    @Override
    public @Nullable Row before(byte[] value) {
        return JsonInput.read(value, in -> {
                    SourceBlock block = new SourceBlock();
                    while (in.nextToken() != JsonToken.END_OBJECT) {
                        boolean before = in.currentName().equals("before");
                        if (in.nextToken() == JsonToken.START_OBJECT && before) {
                            block.before(rows.read(in));
                        } else {
                            in.skipChildren();
                        }
                    }
                    return block;
                })
                .before();
    }

    @Override
    public ChangeEvent tombstone(long offset) {
        return ChangeEvent.TOMBSTONE;
    }

    private SourceBlock envelope(JsonParser in) throws IOException {
        SourceBlock block = new SourceBlock();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "after" -> block.after(rows.read(in));
                case "op" -> block.op(in.getText());
                case "source" -> source(in, block);
                case "transaction" -> transaction(in, block);
                default -> in.skipChildren();
            }
        }
        return block;
    }

    private static void source(JsonParser in, SourceBlock block) throws IOException {
        object(in, "source");
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "lsn" -> block.lsn(integer(in, field));
                case "sequence" -> block.sequence(in.getText());
                case "ts_ms" -> block.tsMs(integer(in, field));
                case "txId" -> block.txId(in.getText());
                case "snapshot" -> block.snapshot(in.getText());
                case "pos", "ts_hlc" -> pos(token, in, block);
                case "file" -> block.file(in.getText());
                case "row" -> block.row(integer(in, field));
                case "connector" -> connector(in.getText(), block);
                default -> in.skipChildren();
            }
        }
    }

    private static void connector(String name, SourceBlock block) {
        if (name.equals("mariadb")) {
            block.mariaDb();
        }
    }

    /** Text is ours, and CockroachDB's; the number of the same name is MySQL's place in a file of its log. */
    private static void pos(JsonToken token, JsonParser in, SourceBlock block) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            block.pos(in.getText());
        } else {
            block.place(integer(in, "pos"));
        }
    }

    private static void transaction(JsonParser in, SourceBlock block) throws IOException {
        object(in, "transaction");
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (field.equals("total_order") && token != JsonToken.VALUE_NULL) {
                block.order(integer(in, field));
            } else {
                in.skipChildren();
            }
        }
    }

    private static void object(JsonParser in, String field) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new BadRecordException("the envelope's field '" + field + "' is no object");
        }
    }

    private static long integer(JsonParser in, String field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new BadRecordException("the envelope's field '" + field + "' is no integer");
        }
        return in.getLongValue();
    }
}
