package dev.tributary.local.cockroach;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Sees changes arrive, in a topic and in a table of DuckDB, and remembers how long after their commit. */
final class Watch implements AutoCloseable {
    private static final Pattern COMMITTED = Pattern.compile("\"pos\":\"(\\d+)000\\.0000000000\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConcurrentLinkedQueue<Double> topicMillis = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Double> tableMillis = new ConcurrentLinkedQueue<>();
    private final java.util.concurrent.ConcurrentHashMap<Long, Long> commits =
            new java.util.concurrent.ConcurrentHashMap<>();
    private final Thread topicThread;
    private final Thread tableThread;
    private volatile boolean running = true;

    Watch(FeedStand stand, String topic, String table) {
        topicThread = new Thread(() -> watchTopic(stand, topic), "topic");
        tableThread = new Thread(() -> watchTable(stand, table), "table");
        topicThread.start();
        tableThread.start();
    }

    private void watchTopic(FeedStand stand, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stand.broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            while (running) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                    Matcher matcher = COMMITTED.matcher(String.valueOf(record.value()));
                    if (matcher.find()) {
                        long micros = Long.parseLong(matcher.group(1));
                        topicMillis.add((micros() - micros) / 1e3);
                        Matcher number = Pattern.compile("\"number\":(\\d+)").matcher(record.value());
                        if (number.find()) {
                            commits.put(Long.parseLong(number.group(1)), micros);
                        }
                    }
                }
            }
        }
    }

    /** Rows carry the number of their change; a delete carries none and is not timed here. */
    private void watchTable(FeedStand stand, String table) {
        try (Connection connection = stand.warehouse();
                Statement sql = connection.createStatement()) {
            long last = -1;
            while (running) {
                long micros = micros();
                try (ResultSet rows =
                        sql.executeQuery("SELECT number FROM " + table + " WHERE number > " + last + " ORDER BY 1")) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        Long committed = commits.get(last);
                        if (committed != null) {
                            tableMillis.add((micros - committed) / 1e3);
                        }
                    }
                }
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    void await(long changes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (topicMillis.size() < changes) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + topicMillis.size() + " of " + changes + " changes came");
            }
            LockSupport.parkNanos(20_000_000);
        }
        // the sink is at most its linger behind
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }

    static String percentiles(List<Double> sorted, String unit) {
        return sorted.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "p50 %.0f %s, p99 %.0f %s (%d)",
                        sorted.get(sorted.size() / 2),
                        unit,
                        sorted.get(sorted.size() * 99 / 100),
                        unit,
                        sorted.size());
    }

    @Override
    public String toString() {
        return "commit to topic " + percentiles(topicMillis.stream().sorted().toList(), "ms") + ", commit to DuckDB "
                + percentiles(tableMillis.stream().sorted().toList(), "ms");
    }

    @Override
    public void close() {
        running = false;
        try {
            topicThread.join();
            tableThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
