package dev.tributary.local.redshift;

import dev.tributary.local.redshift.Wire.Message;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the double: what it says goes to a session in Postgres, but for COPY, which the double does itself,
 * and for what Redshift refuses.
 */
final class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final Set<String> KNOWN_PARAMETERS = Set.of("user", "database", "client_encoding", "DateStyle");
    /** What is taken or refused by whether one is open, and a BEGIN may still be under way. */
    private static final Set<String> ASKS_FOR_A_TRANSACTION = Set.of("ALTER", "TRUNCATE");

    private static final Message PARSED = new Message('1', new byte[0]);
    private static final Message BOUND = new Message('2', new byte[0]);
    private static final Message NO_DATA = new Message('n', new byte[0]);

    private final Wire client;
    private final Backend backend;
    private final Loading loading;
    private final Faults faults;
    private final Map<String, String> statements = new HashMap<>();
    /** The COPY that is being asked for, until the client awaits its answers. */
    private @Nullable String copy;
    /** What follows a failure is left out, until then as well. */
    private boolean skipping;
    /** Whether the server has been sent something that it has not been asked to answer yet. */
    private boolean pending;

    private boolean cuts;

    Session(Socket client, Socket server, Loading loading, Faults faults) throws IOException {
        this.client = new Wire(client);
        this.backend = new Backend(new Wire(server));
        this.loading = loading;
        this.faults = faults;
    }

    @Override
    public void run() {
        try (client;
                Wire server = backend.wire()) {
            if (start(server)) {
                for (Message message = client.read(); message != null && !cuts; message = client.read()) {
                    if (message.type() == 'X') {
                        server.write(message);
                        server.flush();
                        return;
                    }
                    take(message);
                }
            }
        } catch (IOException e) {
            LOG.debug("a session of the Redshift double ended: {}", e.getMessage());
        }
    }

    private boolean start(Wire server) throws IOException {
        byte[] first = client.readUntyped();
        int code = ByteBuffer.wrap(first).getInt();
        while (code == SSL_REQUEST || code == GSS_REQUEST) {
            client.writeByte('N');
            first = client.readUntyped();
            code = ByteBuffer.wrap(first).getInt();
        }
        if (code == CANCEL_REQUEST) {
            server.writeUntyped(first);
            return false;
        }
        server.writeUntyped(knownParameters(first));
        return logIn(server);
    }

    /** Redshift's driver tells of itself in words that Postgres takes for unknown settings. */
    private static byte[] knownParameters(byte[] startup) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(196_608);
        String[] words = new String(startup, 4, startup.length - 4, StandardCharsets.UTF_8).split("\0", -1);
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (KNOWN_PARAMETERS.contains(words[i])) {
                out.write((words[i] + '\0' + words[i + 1] + '\0').getBytes(StandardCharsets.UTF_8));
            }
        }
        out.writeByte(0);
        return bytes.toByteArray();
    }

    private boolean logIn(Wire server) throws IOException {
        for (Message answer = server.expect(); ; answer = server.expect()) {
            client.write(answer);
            boolean asks =
                    answer.type() == 'R' && ByteBuffer.wrap(answer.body()).getInt() != 0;
            if (asks || answer.type() == 'Z' || answer.type() == 'E') {
                client.flush();
            }
            if (asks) {
                server.write(client.expect());
                server.flush();
            } else if (answer.type() == 'Z' || answer.type() == 'E') {
                return answer.type() == 'Z';
            }
        }
    }

    private void take(Message message) throws IOException {
        switch (message.type()) {
            case 'Q' -> query(message.text(0));
            case 'P' -> parse(message);
            case 'S' -> sync(message);
            default -> other(message);
        }
    }

    private void query(String sql) throws IOException {
        try {
            begin(sql);
            if (CopyCommand.is(sql)) {
                client.write(load(sql));
            } else {
                backend.write(Message.of('Q', Dialect.translate(sql, backend.status() != 'I')));
                backend.relay(client);
            }
        } catch (Refusal refusal) {
            client.write(backend.fail(refusal));
        }
        ready();
    }

    private void parse(Message message) throws IOException {
        String name = message.text(0);
        int at = message.behind(0);
        String sql = message.text(at);
        statements.put(name, sql);
        if (skipping) {
            return;
        }
        try {
            if (CopyCommand.is(sql)) {
                settle();
                copy = skipping ? null : sql;
                client.write(PARSED);
            } else {
                if (ASKS_FOR_A_TRANSACTION.contains(Dialect.verb(sql))) {
                    settle();
                }
                String translated = Dialect.translate(sql, backend.status() != 'I');
                int rest = message.behind(at);
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                body.write((name + '\0' + translated + '\0').getBytes(StandardCharsets.UTF_8));
                body.write(message.body(), rest, message.body().length - rest);
                forward(new Message('P', body.toByteArray()));
            }
        } catch (Refusal refusal) {
            fail(refusal);
        }
    }

    /** Bind, Describe, Execute, Close. */
    private void other(Message message) throws IOException {
        if (skipping) {
            return;
        }
        try {
            if (message.type() == 'B') {
                begin(statements.getOrDefault(message.text(message.behind(0)), ""));
            }
            if (copy == null) {
                forward(message);
                return;
            }
            switch (message.type()) {
                case 'B' -> client.write(BOUND);
                case 'D' -> client.write(NO_DATA);
                case 'E' -> client.write(load(copy));
                default -> {}
            }
        } catch (Refusal refusal) {
            fail(refusal);
        }
    }

    private void sync(Message message) throws IOException {
        if (!skipping && copy == null) {
            backend.write(message);
            backend.relay(client);
        }
        copy = null;
        skipping = false;
        pending = false;
        ready();
    }

    private void forward(Message message) throws IOException {
        backend.write(message);
        pending = true;
    }

    /** Lets the server answer what it has been sent, so that the double's own word comes behind it. */
    private void settle() throws IOException {
        if (pending) {
            backend.write(new Message('S', new byte[0]));
            skipping = backend.relay(client);
            pending = false;
        }
    }

    private void fail(Refusal refusal) throws IOException {
        settle();
        if (!skipping) {
            client.write(backend.fail(refusal));
            skipping = true;
        }
    }

    private Message load(String sql) throws IOException, Refusal {
        CopyCommand command = CopyCommand.parse(sql);
        Message answer = backend.load(command.table(), loading.rows(command, backend.columns(command.table())));
        return answer.type() == 'C' ? Message.of('C', "COPY") : answer;
    }

    /** The faults that a test has asked for. */
    private void begin(String sql) throws IOException, Refusal {
        if (faults.cutsBefore(sql)) {
            cuts = true;
            client.close();
            throw new IOException("cut as asked, before " + Dialect.verb(sql));
        }
        cuts |= faults.cutsAfter(sql);
        faults.requireNoConflict(sql);
    }

    private void ready() throws IOException {
        if (cuts) {
            client.close();
            throw new IOException("cut as asked, before the answer");
        }
        client.write(new Message('Z', new byte[] {(byte) backend.status()}));
        client.flush();
    }
}
