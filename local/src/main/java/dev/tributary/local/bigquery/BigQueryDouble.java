package dev.tributary.local.bigquery;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the place of BigQuery for our sink: one dataset, on the loopback address, without TLS and credentials. It does and
 * refuses what BigQuery's documentation says; it shows what the sink does, not what BigQuery would.
 */
public final class BigQueryDouble implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 12_000_000;
    private static final int THREADS = 2;

    private final Store store;
    private final HttpServer rest;
    private final Server storage;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Faults faults = new Faults();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    private BigQueryDouble(Store store, Ports ports, String project, String dataset) throws IOException {
        this.store = store;
        this.rest = HttpServer.create(address(ports.rest()), 0);
        rest.createContext("/", new TableCalls(store, project, dataset, faults, problems::add)::handle);
        rest.setExecutor(threads);
        String parent = "projects/" + project + "/datasets/" + dataset;
        this.storage = NettyServerBuilder.forAddress(address(ports.storage()))
                .addService(new Appends(store, parent, faults, problems::add))
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .build();
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where the two interfaces listen; 0 for any free port. */
    public record Ports(int rest, int storage) {}

    /**
     * Starts with an empty dataset, or the one that an earlier start has left.
     *
     * @param folder keeps the tables, and the sequence number of every key
     */
    public static BigQueryDouble start(Path folder, Ports ports, String project, String dataset)
            throws IOException, SQLException {
        Store store = Store.open(folder);
        try {
            BigQueryDouble started = new BigQueryDouble(store, ports, project, dataset);
            started.rest.start();
            started.storage.start();
            return started;
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** For {@code bigquery.rest.endpoint}. */
    public String restEndpoint() {
        return "http://127.0.0.1:" + rest.getAddress().getPort();
    }

    /** For {@code bigquery.storage.endpoint}. */
    public String storageEndpoint() {
        return "http://127.0.0.1:" + storage.getPort();
    }

    /** A connection to the tables: each is a view of its name, with the rows that are there now. */
    public Connection connect() throws SQLException {
        return store.connect();
    }

    /** As BigQuery does after about two days: which keys were deleted, and when, is forgotten. */
    public void forgetDeletes(String table) throws SQLException {
        store.table(table).orElseThrow().forgetDeletes();
    }

    public Faults faults() {
        return faults;
    }

    /** What the double itself could not do; never a value of a row. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() throws SQLException {
        rest.stop(0);
        storage.shutdownNow();
        threads.shutdownNow();
        store.close();
    }
}
