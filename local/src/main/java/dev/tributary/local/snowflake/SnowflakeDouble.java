package dev.tributary.local.snowflake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the place of Snowflake for the Kafka connector 2.5.0: plain HTTP on the loopback address, rows in a DuckDB file that
 * can be queried. It shows what the connector does, not what Snowflake would.
 */
public final class SnowflakeDouble implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Database database;
    private final Tables tables;
    private final Sessions sessions;
    private final Map<String, Endpoint> endpoints;
    private final Journal journal = new Journal();
    private final Grants grants = new Grants();
    private final Faults faults = new Faults();

    private SnowflakeDouble(HttpServer server, Account account, Path folder) throws IOException, SQLException {
        this.server = server;
        this.database = Database.open(folder, account);
        this.tables = new Tables(database, account, grants);
        this.sessions = new Sessions(
                account, new Jwt(account, Clock.systemUTC()), new Statements(account, tables, grants, journal));
        Streaming streaming = new Streaming(
                database,
                tables,
                account,
                faults,
                folder.resolve("stage").toAbsolutePath().normalize());
        this.endpoints = Map.of(
                "/session/v1/login-request",
                sessions::login,
                "/queries/v1/query-request",
                sessions::query,
                "/session",
                call -> Answers.done(),
                "/session/heartbeat",
                call -> Answers.done(),
                "/v1/streaming/client/configure/",
                authorized(streaming::configure),
                "/v1/streaming/channels/open/",
                authorized(streaming::open),
                "/v1/streaming/channels/status/",
                authorized(streaming::status),
                "/v1/streaming/channels/write/blobs/",
                authorized(streaming::register));
    }

    /**
     * Starts on 127.0.0.1.
     *
     * @param folder keeps the rows and the state of the channels over a restart
     * @param port 0 for any free one
     */
    public static SnowflakeDouble start(Account account, Path folder, int port) throws IOException, SQLException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SnowflakeDouble started = new SnowflakeDouble(HttpServer.create(address, 0), account, folder);
        started.server.createContext("/", started::handle);
        started.server.setExecutor(started.threads);
        started.server.start();
        return started;
    }

    private Endpoint authorized(Endpoint endpoint) {
        return call -> {
            sessions.requireBearer(call);
            return endpoint.answer(call);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = JSON.writeValueAsBytes(reply.answer());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Reply(int status, ObjectNode answer) {}

    private Reply reply(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        journal.request(path);
        Endpoint endpoint = endpoints.get(path);
        if (endpoint == null) {
            journal.problem("unknown request: " + exchange.getRequestMethod() + " " + path);
            return new Reply(404, Answers.streaming(404, "the double does not know this path"));
        }
        try {
            return new Reply(200, endpoint.answer(Call.of(exchange)));
        } catch (Unauthorized e) {
            return new Reply(401, Answers.refused(e));
        } catch (Unavailable e) {
            return new Reply(500, Answers.streaming(500, e.getMessage()));
        } catch (Exception e) {
            journal.problem(path + ": " + withoutValues(e));
            return new Reply(500, Answers.streaming(500, "the double failed"));
        }
    }

    /** A database or a parser may quote what it could not read, and that may be a salary. */
    private static String withoutValues(Exception failure) {
        boolean quotes = failure instanceof SQLException || failure instanceof JsonProcessingException;
        return quotes ? failure.getClass().getName() : failure.toString();
    }

    /** The address for {@code snowflake.url.name}; its host must have three labels, which localhost has not. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A column as an administrator declares it: name, type as Snowflake spells it. */
    public record Declared(String name, String type) {}

    /**
     * Makes a table that allows schema evolution, or adds the columns that it lacks, as an administrator would before the
     * connector starts.
     */
    public void createTable(String name, List<Declared> declared) throws SQLException {
        try {
            List<Column> columns = new ArrayList<>();
            for (Declared each : declared) {
                columns.add(new Column(Names.stored(each.name()), ColumnType.parse(each.type()), true));
            }
            String table = tables.resolve(name);
            tables.create(table, columns);
            tables.add(table, columns);
            tables.evolve(table);
        } catch (SqlFailure e) {
            throw new SQLException(e.getMessage(), e.state(), e);
        }
    }

    /** A connection to the rows, in the account's schema. */
    public Connection connect() throws SQLException {
        return database.connect();
    }

    public Grants grants() {
        return grants;
    }

    public Faults faults() {
        return faults;
    }

    public Journal journal() {
        return journal;
    }

    @Override
    public void close() throws SQLException {
        server.stop(0);
        threads.shutdownNow();
        database.close();
    }
}
