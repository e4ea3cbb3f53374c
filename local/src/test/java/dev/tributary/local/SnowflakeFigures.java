package dev.tributary.local;

import dev.tributary.local.check.Backlog;
import dev.tributary.local.check.CaughtUp;
import dev.tributary.local.part.Connectors;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Installation;
import dev.tributary.local.place.Ports;
import dev.tributary.local.place.Service;
import dev.tributary.local.sample.History;
import dev.tributary.local.sample.SampleData;
import dev.tributary.local.snowflake.Delays;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Prints, for the whole flow into the double: how many rows the scripted history sends, and how long a commit in Postgres takes
 * to be readable, by lag setting.
 */
final class SnowflakeFigures {

    private static final int ROWS = 600;
    private static final long PAUSE_MILLIS = 50;
    private static final String LANDED = "payroll_complete";

    private final Setting setting;
    private final Stack stack;
    private final Connection postgres;
    private final PrintWriter out;

    private SnowflakeFigures(Setting setting, Stack stack, PrintWriter out) throws SQLException {
        this.setting = setting;
        this.stack = stack;
        this.postgres = stack.postgres().connect();
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("snowflake-figures");
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        Installation installation = Installation.find();
        SampleData sample = new SampleData(1000, 10_000);
        try (DataDirectory data = DataDirectory.open(folder.resolve("data"), false)) {
            System.setProperty("tributary.log.dir", data.logs().toString());
            Setting setting = new Setting(
                    installation,
                    data,
                    Ports.anyFree(data.ports()),
                    installation.file("config/pipelines/payroll.properties"),
                    WarehouseKind.SNOWFLAKE);
            try (Stack stack = new Stack(setting, new Steps(out), sample)) {
                stack.await();
                SnowflakeFigures figures = new SnowflakeFigures(setting, stack, out);
                sample.loadForStreaming(figures.postgres);
                figures.quiet();
                figures.amplification();
                figures.latency("5");
                figures.latency("1");
            }
        } finally {
            DataDirectory.delete(folder);
        }
        System.exit(0);
    }

    private void quiet() throws Exception {
        CaughtUp.Flow flow = new CaughtUp.Flow(
                stack.topics().changes(),
                StreamsApp.APPLICATION,
                stack.topics().outputs(),
                stack.warehouse().group());
        try (Backlog backlog = new Backlog(stack.broker().bootstrapServers(), false)) {
            CaughtUp caughtUp = new CaughtUp(flow, postgres, backlog);
            Eventually.isTrue("quiet", () -> caughtUp.lagging().isEmpty());
        }
    }

    private void amplification() throws Exception {
        long changesBefore = changes();
        long landedBefore = landed();
        int statements = History.play(postgres);
        quiet();
        out.println("scripted history: " + statements + " statements, " + (changes() - changesBefore)
                + " changed rows, " + (landed() - landedBefore) + " rows sent");
    }

    /** Records of the change topics without their tombstones: one for each row that a transaction has changed. */
    private long changes() {
        long count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.broker().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = stack.topics().changes().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    count += record.value() == null ? 0 : 1;
                }
            }
        }
        return count;
    }

    private long landed() throws SQLException {
        try (Connection warehouse = stack.warehouse().connect();
                Statement statement = warehouse.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + LANDED)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void latency(String lagSeconds) throws Exception {
        Map<String, String> config = stack.warehouse().config(stack.topics().outputs(), stack.registry());
        config.put("snowflake.streaming.max.client.lag", lagSeconds);
        Connectors connectors = new Connectors(
                "http://" + setting.ports().address(Service.CONNECT) + "/connectors",
                setting.directory().logs());
        connectors.delete(stack.warehouse().connector());
        connectors.run(stack.warehouse().connector(), config);
        // the first rows wait for the connector to open its channels
        change(20, new Delays());
        quiet();
        long seen = landed();
        Delays delays = new Delays();
        Thread writer = new Thread(() -> change(ROWS, delays), "writer");
        writer.start();
        while (delays.count() < ROWS) {
            seen = look(seen, delays);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        writer.join();
        out.println("max.client.lag " + lagSeconds + " s, commit to readable: " + delays);
    }

    private long look(long from, Delays delays) throws SQLException {
        long seen = from;
        try (Connection warehouse = stack.warehouse().connect();
                Statement statement = warehouse.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT CAST(bonus_id AS BIGINT) FROM " + LANDED + " OFFSET " + from)) {
            long now = System.nanoTime();
            while (result.next()) {
                delays.seen(result.getLong(1), now);
                seen++;
            }
        }
        return seen;
    }

    /** Changes so many bonuses that have an employee, one transaction each. */
    private void change(int count, Delays delays) {
        String joined = "SELECT bonus_id FROM bonus JOIN payroll USING (employee_id) ORDER BY 1 LIMIT " + count;
        try (Connection reader = stack.postgres().connect();
                Statement asked = reader.createStatement();
                ResultSet ids = asked.executeQuery(joined);
                PreparedStatement update =
                        postgres.prepareStatement("UPDATE bonus SET bonus = bonus + 1 WHERE bonus_id = ?")) {
            while (ids.next()) {
                update.setLong(1, ids.getLong(1));
                update.executeUpdate();
                delays.sent(ids.getLong(1));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
