package dev.tributary.local.redshift;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** Speaks to Redshift's own driver, on the loopback, and keeps the rows in a Postgres. */
public final class RedshiftDouble implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedshiftDouble.class);

    private final Storage storage;
    private final ServerSocket socket;
    private final Faults faults = new Faults();
    private final Loading loading;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RedshiftDouble(Storage storage, S3Client s3, ServerSocket socket) {
        this.storage = storage;
        this.socket = socket;
        this.loading = new Loading(s3, storage, faults);
    }

    /** Listens on a port, 0 for any; {@code s3} is what COPY reads from. */
    public static RedshiftDouble start(Storage storage, S3Client s3, int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        RedshiftDouble started = new RedshiftDouble(storage, s3, socket);
        daemon(started::accept, "redshift double");
        return started;
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(storage.host(), storage.port());
                open.add(client);
                open.add(server);
                Session session = new Session(client, server, loading, faults);
                daemon(
                        () -> {
                            session.run();
                            open.remove(client);
                            open.remove(server);
                        },
                        "redshift session");
            } catch (IOException e) {
                LOG.debug("the Redshift double takes no more sessions: {}", e.getMessage());
            }
        }
    }

    /** For the driver; the double speaks no TLS. */
    public String url() {
        return "jdbc:redshift://127.0.0.1:" + socket.getLocalPort() + "/" + Storage.DATABASE + "?ssl=false";
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
