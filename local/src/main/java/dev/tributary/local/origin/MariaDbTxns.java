package dev.tributary.local.origin;

import dev.tributary.local.check.Answer;
import dev.tributary.local.part.MariaDbServer;
import dev.tributary.local.part.SchemaRegistry;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.place.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table without a primary key that is appended to, equal rows among them, in a real MariaDB. */
final class MariaDbTxns implements Origin {
    private static final String TOPIC = "topic_txns";
    private static final List<String> COLUMNS = List.of("employee_id", "amount", "ts");
    private static final int LOADED = 300;
    private static final int APPENDED = 200;

    private final Site site;
    private @Nullable MariaDbServer server;

    MariaDbTxns(Site site) {
        this.site = site;
    }

    private MariaDbServer server() {
        return Objects.requireNonNull(server);
    }

    @Override
    public String start() throws IOException, SQLException {
        server = MariaDbServer.start(
                site.installation(), site.directory(), site.ports().of(Service.MARIADB));
        append(LOADED);
        return "MariaDB " + site.ports().address(Service.MARIADB) + ", table hr.txns";
    }

    @Override
    public String pipeline() {
        return "config/pipelines/mariadb-dynamodb.properties";
    }

    @Override
    public List<Path> plugins() {
        return List.of(MariaDbServer.plugins(site.installation()));
    }

    @Override
    public Map<String, Map<String, String>> connectors(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        return Map.of(
                MariaDbServer.CONNECTOR,
                server().source(bootstrapServers, registry, List.of(MariaDbServer.DATABASE + ".txns")));
    }

    @Override
    public String play() throws SQLException {
        append(APPENDED);
        return APPENDED + " transactions appended";
    }

    /** Every tenth row equals the one before: both count. */
    private void append(int rows) throws SQLException {
        try (Connection connection = server().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < rows; i++) {
                int row = i % 10 == 9 ? i - 1 : i;
                statement.execute("INSERT INTO txns (employee_id, amount, ts) VALUES (" + (1000 + row) + ", " + row
                        + ".25, '2026-01-01 00:00:00.000001' + INTERVAL " + row + " SECOND)");
                if (i % 7 == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    @Override
    public List<Answer> answers() throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Connection connection = server().connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT employee_id, amount, ts FROM txns")) {
            while (result.next()) {
                LocalDateTime ts = result.getObject(3, LocalDateTime.class);
                rows.add(Arrays.asList(result.getLong(1), result.getBigDecimal(2), ts.toInstant(ZoneOffset.UTC)));
            }
        }
        return List.of(new Answer(TOPIC, COLUMNS, 0, rows));
    }

    @Override
    public String hint() {
        return "Append a row: mariadb -h " + Ports.HOST + " -P " + site.ports().of(Service.MARIADB)
                + " … -e 'INSERT INTO hr.txns (employee_id, amount) VALUES (7, 1.50)'";
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
