package dev.tributary.local;

import dev.tributary.local.check.Backlog;
import dev.tributary.local.check.CaughtUp;
import dev.tributary.local.part.Connectors;
import dev.tributary.local.part.PayrollSource;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.sample.SampleData;
import dev.tributary.local.snowflake.Delays;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Prints, for the whole local stack, how long a commit in Postgres takes to be readable in DuckDB, and how fast Debezium works
 * off a backlog with the shipped settings and with others. {@code benchmarks/run source [changes of the backlog]}
 */
final class SourceFigures {
    private static final int BACKLOG = 100_000;
    private static final int UPDATES = 600;
    private static final long PAUSE_MILLIS = 50;
    private static final long LOOK_MILLIS = 5;
    private static final Duration QUIET = Duration.ofMinutes(3);

    private final Setting setting;
    private final Stack stack;
    private final Connectors connectors;
    private final Connection postgres;
    private final PrintWriter out;

    private SourceFigures(Setting setting, Stack stack, PrintWriter out) throws SQLException {
        this.setting = setting;
        this.stack = stack;
        this.connectors = new Connectors(
                "http://" + setting.ports().address(Service.CONNECT) + "/connectors",
                setting.directory().logs());
        this.postgres = stack.postgres().connect();
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        int backlog = arguments.length > 0 ? Integer.parseInt(arguments[0]) : BACKLOG;
        Path folder = Files.createTempDirectory("source-figures");
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        Installation installation = Installation.find();
        SampleData sample = new SampleData(1000, 2000);
        try (DataDirectory data = DataDirectory.open(folder.resolve("data"), false)) {
            System.setProperty("tributary.log.dir", data.logs().toString());
            Setting setting = new Setting(
                    installation,
                    data,
                    Ports.anyFree(data.ports()),
                    installation.file("config/pipelines/payroll.properties"),
                    WarehouseKind.DUCKDB);
            try (Stack stack = new Stack(setting, new Steps(out), sample)) {
                stack.await();
                SourceFigures figures = new SourceFigures(setting, stack, out);
                sample.loadForStreaming(figures.postgres);
                figures.latencies();
                figures.rates(backlog);
            }
        } finally {
            DataDirectory.delete(folder);
        }
        System.exit(0);
    }

    private void latencies() throws Exception {
        quiet();
        measure(UPDATES / 10);
        out.println("commit -> DuckDB, Debezium polls every 20 ms, the app commits every 200 ms: " + measure(UPDATES));
        Map<String, String> config = PayrollSource.config(
                setting.installation(),
                setting.ports(),
                dev.tributary.local.place.Secrets.of(setting.directory()),
                stack.registry());
        config.remove("poll.interval.ms");
        connectors.run(PayrollSource.NAME, config);
        quiet();
        measure(UPDATES / 10);
        out.println("commit -> DuckDB, Debezium polls as shipped, the app commits every 200 ms: " + measure(UPDATES));
    }

    private void rates(int backlog) throws Exception {
        // the load is another connector's: the rest of the stack stands idle
        connectors.delete(PayrollSource.NAME);
        connectors.delete(stack.warehouse().connector());
        new SourceRates(setting, stack, connectors, backlog).print(out);
    }

    private void quiet() throws Exception {
        CaughtUp.Flow flow = new CaughtUp.Flow(
                stack.topics().changes(),
                StreamsApp.APPLICATION,
                stack.topics().outputs(),
                stack.warehouse().group());
        try (Backlog backlog =
                new Backlog(stack.broker().bootstrapServers(), stack.warehouse().countsTombstones())) {
            CaughtUp caughtUp = new CaughtUp(flow, postgres, backlog);
            long end = System.nanoTime() + QUIET.toNanos();
            for (String lag = caughtUp.lagging(); !lag.isEmpty(); lag = caughtUp.lagging()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("still waiting for the " + lag);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    private Delays measure(int updates) throws Exception {
        Delays delays = new Delays();
        Map<Long, BigDecimal> written = new ConcurrentHashMap<>();
        Thread writer = new Thread(() -> change(updates, delays, written), "writer");
        writer.start();
        while (delays.count() < updates) {
            look(delays, written);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        writer.join();
        return delays;
    }

    /** Changes so many bonuses that have an employee, one transaction each. */
    private void change(int count, Delays delays, Map<Long, BigDecimal> written) {
        String joined = "SELECT bonus_id FROM bonus JOIN payroll USING (employee_id) ORDER BY 1 LIMIT " + count;
        try (Connection reader = stack.postgres().connect();
                Statement asked = reader.createStatement();
                ResultSet ids = asked.executeQuery(joined);
                PreparedStatement update = postgres.prepareStatement(
                        "UPDATE bonus SET bonus = bonus + 1 WHERE bonus_id = ? RETURNING bonus")) {
            while (ids.next()) {
                long id = ids.getLong(1);
                update.setLong(1, id);
                try (ResultSet changed = update.executeQuery()) {
                    changed.next();
                    delays.sent(id);
                    written.put(id, changed.getBigDecimal(1));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(Delays delays, Map<Long, BigDecimal> written) throws SQLException {
        String rows = stack.warehouse().rows(stack.topics().outputs().get(0));
        try (Connection warehouse = stack.warehouse().connect();
                Statement statement = warehouse.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT bonus_id, bonus FROM " + rows + " AS rows_of_output")) {
            long now = System.nanoTime();
            while (result.next()) {
                BigDecimal expected = written.get(result.getLong(1));
                if (expected != null && expected.compareTo(result.getBigDecimal(2)) == 0) {
                    delays.seen(result.getLong(1), now);
                    written.remove(result.getLong(1));
                }
            }
        }
    }
}
