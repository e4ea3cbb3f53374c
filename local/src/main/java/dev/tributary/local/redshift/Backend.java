package dev.tributary.local.redshift;

import dev.tributary.local.redshift.Wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session in Postgres behind a client's session, for what the double itself has to say there. */
final class Backend {
    private final Wire wire;
    private char status = 'I';

    Backend(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /** {@code I} outside of a transaction, {@code T} inside, {@code E} inside a failed one. */
    char status() {
        return status;
    }

    void write(Message message) throws IOException {
        wire.write(message);
    }

    /** Hands what the server answers to the client, until it is ready for more; without that last message. */
    boolean relay(Wire client) throws IOException {
        wire.flush();
        boolean failed = false;
        for (Message answer = wire.expect(); ; answer = wire.expect()) {
            if (answer.type() == 'Z') {
                status = (char) answer.body()[0];
                return failed;
            }
            failed |= answer.type() == 'E';
            client.write(answer);
        }
    }

    /** Lets the server fail as asked, so that its transaction is spoilt too; the answer is the error. */
    Message fail(Refusal refusal) throws IOException {
        String sql = "DO $double$ BEGIN RAISE EXCEPTION USING ERRCODE = '" + refusal.state() + "', MESSAGE = "
                + refusal.literal() + "; END $double$";
        wire.write(Message.of('Q', sql));
        wire.flush();
        return finish(wire.expect());
    }

    /** The columns of a table of this session. */
    List<Loading.Column> columns(String table) throws IOException, Refusal {
        wire.write(Message.of(
                'Q',
                "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '" + table
                        + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"));
        wire.flush();
        List<Loading.Column> columns = new ArrayList<>();
        for (Message answer = wire.expect(); answer.type() != 'Z'; answer = wire.expect()) {
            if (answer.type() == 'D') {
                ByteBuffer row = ByteBuffer.wrap(answer.body());
                row.getShort();
                columns.add(new Loading.Column(text(row), text(row)));
            }
        }
        if (columns.isEmpty()) {
            throw new Refusal("42P01", "relation \"" + table + "\" does not exist");
        }
        return columns;
    }

    private static String text(ByteBuffer row) {
        byte[] bytes = new byte[row.getInt()];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Loads rows with COPY FROM STDIN; the answer is the server's: done, or an error. */
    Message load(String table, List<List<@Nullable String>> rows) throws IOException {
        wire.write(Message.of('Q', "COPY " + table + " FROM STDIN"));
        wire.flush();
        Message opened = wire.expect();
        if (opened.type() != 'G') {
            return finish(opened);
        }
        StringBuilder portion = new StringBuilder();
        for (List<@Nullable String> row : rows) {
            line(portion, row);
            if (portion.length() > 1 << 16) {
                data(portion);
            }
        }
        data(portion);
        wire.write(new Message('c', new byte[0]));
        wire.flush();
        return finish(wire.expect());
    }

    private Message finish(Message answer) throws IOException {
        for (Message next = answer; ; next = wire.expect()) {
            if (next.type() == 'Z') {
                status = (char) next.body()[0];
                return answer;
            }
        }
    }

    private void data(StringBuilder portion) throws IOException {
        wire.write(new Message('d', portion.toString().getBytes(StandardCharsets.UTF_8)));
        portion.setLength(0);
    }

    private static void line(StringBuilder out, List<@Nullable String> row) {
        for (int i = 0; i < row.size(); i++) {
            String field = row.get(i);
            out.append(i == 0 ? "" : "\t");
            out.append(field == null ? "\\N" : escaped(field));
        }
        out.append('\n');
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
