package dev.tributary.local.redshift;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One side of a conversation in Postgres' protocol 3. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    /** A message with its type; the body is without its length. */
    record Message(char type, byte[] body) {

        static Message of(char type, String... texts) {
            StringBuilder body = new StringBuilder();
            for (String text : texts) {
                body.append(text).append('\0');
            }
            return new Message(type, body.toString().getBytes(StandardCharsets.UTF_8));
        }

        /** The text that begins at a place of the body. */
        String text(int from) {
            int end = from;
            while (body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }

        /** Where the text behind the one at a place begins. */
        int behind(int from) {
            int end = from;
            while (body[end] != 0) {
                end++;
            }
            return end + 1;
        }
    }

    /** The next message, null at the end of the conversation. */
    @Nullable
    Message read() throws IOException {
        int type = in.read();
        return type < 0 ? null : new Message((char) type, in.readNBytes(in.readInt() - 4));
    }

    /** The next message of a server, which ends no conversation by itself. */
    Message expect() throws IOException {
        Message message = read();
        if (message == null) {
            throw new EOFException("the other side has hung up");
        }
        return message;
    }

    /** The first message of a client has no type. */
    byte[] readUntyped() throws IOException {
        return in.readNBytes(in.readInt() - 4);
    }

    void write(Message message) throws IOException {
        out.writeByte(message.type());
        out.writeInt(message.body().length + 4);
        out.write(message.body());
    }

    void writeUntyped(byte[] body) throws IOException {
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    void writeByte(char answer) throws IOException {
        out.writeByte(answer);
        out.flush();
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
