package dev.tributary.local.snowflake;

import dev.tributary.local.place.DataDirectory;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prints how long a row on the topic takes to be readable in the double, by lag setting, and how many rows a task moves per second. */
final class SinkFigures {

    private static final String SHIPPED = "snowflake-payroll-sink";
    private static final int ROWS = 600;
    private static final long PAUSE_MILLIS = 100;
    private static final int BACKLOG = 200_000;

    private final SinkStand stand;
    private final BonusRows rows;
    private final PrintWriter out;

    private SinkFigures(SinkStand stand, PrintWriter out) {
        this.stand = stand;
        this.rows = stand.rows();
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sink-figures");
        try (SinkStand stand = SinkStand.start(folder)) {
            SinkFigures figures = new SinkFigures(stand, new PrintWriter(System.out, true, Charset.defaultCharset()));
            figures.latency("5");
            figures.latency("1");
            figures.throughput();
            figures.rows.close();
        } finally {
            DataDirectory.delete(folder);
        }
    }

    private void run(String topic, String lagSeconds) throws Exception {
        Map<String, String> config = stand.config(SHIPPED, List.of(topic));
        config.put("snowflake.streaming.max.client.lag", lagSeconds);
        stand.worker().connectors().run(topic, config);
    }

    private void latency(String lagSeconds) throws Exception {
        String topic = "lag" + lagSeconds;
        stand.prepare(topic);
        run(topic, lagSeconds);
        rows.insert(topic, 1_000_000, 1_000_100);
        stand.awaitLanded(topic, 100);
        Delays delays = new Delays();
        Thread writer = new Thread(() -> write(topic, delays), "writer");
        writer.start();
        long seen = 100;
        while (delays.count() < ROWS) {
            List<List<Object>> fresh = stand.query("SELECT CAST(BONUS_ID AS BIGINT) FROM " + topic + " OFFSET " + seen);
            long now = System.nanoTime();
            fresh.forEach(row -> delays.seen((Long) row.get(0), now));
            seen += fresh.size();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        writer.join();
        stand.worker().connectors().delete(topic);
        out.println("max.client.lag " + lagSeconds + " s, topic to readable: " + delays);
    }

    private void write(String topic, Delays delays) {
        try {
            for (long id = 0; id < ROWS; id++) {
                delays.sent(id);
                rows.insert(topic, id, id + 1);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void throughput() throws Exception {
        String topic = "backlog";
        stand.prepare(topic);
        rows.insert(topic, 0, BACKLOG);
        run(topic, "5");
        stand.awaitLanded(topic, 1);
        long from = stand.landed(topic);
        long began = System.nanoTime();
        stand.awaitLanded(topic, BACKLOG);
        out.println(String.format(
                Locale.ROOT,
                "one task, %d partitions: %.0f rows/s over %d rows",
                SinkStand.PARTITIONS,
                (BACKLOG - from) / ((System.nanoTime() - began) / 1e9),
                BACKLOG - from));
        stand.worker().connectors().delete(topic);
    }
}
