package dev.tributary.local.truth;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between the broker and its clients, and can break every connection at once. */
final class CuttableProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService pumps = Executors.newCachedThreadPool(CuttableProxy::daemon);

    /** Passes on to a port of this host; listens on one that is free. */
    CuttableProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        pumps.execute(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Resets all connections, whatever is on its way in them, and returns how many they were. */
    int cut() {
        int sockets = open.size();
        open.forEach(this::reset);
        return sockets / 2;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(broker);
                client.setTcpNoDelay(true);
                broker.setTcpNoDelay(true);
                pumps.execute(() -> pump(client, broker));
                pumps.execute(() -> pump(broker, client));
            } catch (IOException e) {
                // closed, or the broker does not listen: the client sees its connection end
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // cut
        } finally {
            reset(from);
            reset(to);
        }
    }

    private void reset(Socket socket) {
        open.remove(socket);
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        pumps.shutdownNow();
    }
}
