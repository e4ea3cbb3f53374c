package dev.tributary.local.cockroach;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what both ways of a changefeed cost: hops, bytes stored, how long a change takes from its commit to the topic and
 * to DuckDB; then how fast the webhook answers. The arguments: changes per second, and seconds for each way.
 */
final class FeedPaths {
    private static final PrintStream OUT = System.out;

    private final FeedStand stand;
    private final int perSecond;
    private final int seconds;
    private final AtomicLong next = new AtomicLong();

    private FeedPaths(FeedStand stand, int perSecond, int seconds) {
        this.stand = stand;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        Path folder = Files.createTempDirectory("feed-paths");
        try (FeedStand stand = FeedStand.start(folder).connect()) {
            FeedPaths paths = new FeedPaths(stand, perSecond, seconds);
            paths.warmUp();
            OUT.printf(Locale.ROOT, "%d changes/s for %d s; %s%n", perSecond, seconds, load());
            paths.files(Duration.ofSeconds(10), false);
            paths.files(Duration.ofSeconds(1), true);
            paths.webhook();
            paths.answers(1, 16, 10);
            paths.answers(1_000, 4, 10);
        }
        dev.tributary.local.place.DataDirectory.delete(folder);
        System.exit(0);
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%d cores, load %.1f, Java %s",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"));
    }

    private void warmUp() throws Exception {
        FileFeed files = new FileFeed(stand.s3, FeedStand.BUCKET, true);
        WebhookFeed webhook = new WebhookFeed(stand.port);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(commit());
            files.flush(Instant.now(), rows);
            webhook.send(rows);
        }
    }

    private Row commit() {
        return Row.of(next.getAndIncrement(), micros());
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** The sink flushes, and tells how far it is, every so often: CockroachDB's {@code min_checkpoint_frequency}. */
    private void files(Duration every, boolean gzip) throws Exception {
        FileFeed feed = new FileFeed(stand.s3, FeedStand.BUCKET, gzip);
        long[] before = feed.stored();
        long topic = stand.stored(FeedStand.FILES);
        try (Watch watch = new Watch(stand, FeedStand.FILES, "by_files")) {
            run(every, rows -> {
                Instant from = Instant.ofEpochSecond(0, rows.get(0).micros() * 1_000);
                feed.flush(from, rows);
                feed.resolved(Instant.now());
            });
            watch.await(seconds * (long) perSecond);
            long[] after = feed.stored();
            OUT.printf(
                    Locale.ROOT,
                    "files%s, a flush every %d s: hops feed > S3 > connector > topic; stored %d B in %d objects + %d B in"
                            + " the topic = %d B; %s; %s%n",
                    gzip ? ", gzip" : "",
                    every.toSeconds(),
                    after[0] - before[0],
                    after[1] - before[1],
                    stand.stored(FeedStand.FILES) - topic,
                    after[0] - before[0] + stand.stored(FeedStand.FILES) - topic,
                    watch,
                    load());
        }
    }

    private void webhook() throws Exception {
        WebhookFeed feed = new WebhookFeed(stand.port);
        long topic = stand.stored(FeedStand.WEBHOOK);
        try (Watch watch = new Watch(stand, FeedStand.WEBHOOK, "by_webhook")) {
            run(Duration.ofMillis(100), feed::send);
            watch.await(seconds * (long) perSecond);
            OUT.printf(
                    Locale.ROOT,
                    "webhook, a batch every 100 ms: hops feed > connector > topic; stored %d B in the topic; %s; POST to"
                            + " 200 %s; %s%n",
                    stand.stored(FeedStand.WEBHOOK) - topic,
                    watch,
                    Watch.percentiles(feed.took(), "ms"),
                    load());
        }
    }

    /** What a flush does with what was committed since the last one. */
    private interface Flush {
        void accept(List<Row> rows) throws IOException, InterruptedException;
    }

    private void run(Duration every, Flush flush) throws Exception {
        List<Row> rows = new ArrayList<>();
        long started = System.nanoTime();
        long startedMicros = micros();
        long flushed = started;
        for (long i = 0; i < (long) seconds * perSecond; i++) {
            LockSupport.parkNanos(started + i * 1_000_000_000 / perSecond - System.nanoTime());
            // when it was due: while the sink is at work, the database goes on
            rows.add(Row.of(next.getAndIncrement(), startedMicros + i * 1_000_000 / perSecond));
            if (System.nanoTime() - flushed >= every.toNanos()) {
                flushed = System.nanoTime();
                flush.accept(rows);
                rows.clear();
            }
        }
        if (!rows.isEmpty()) {
            flush.accept(rows);
        }
    }

    /** How fast the webhook takes what comes as fast as it can. */
    private void answers(int batch, int connections, int forSeconds) throws Exception {
        WebhookFeed feed = new WebhookFeed(stand.port);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        AtomicLong sent = new AtomicLong();
        long started = System.nanoTime();
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() - started < forSeconds * 1_000_000_000L) {
                            List<Row> rows = new ArrayList<>();
                            for (int row = 0; row < batch; row++) {
                                rows.add(commit());
                            }
                            try {
                                feed.send(rows);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            sent.addAndGet(batch);
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new)).join();
        double took = (System.nanoTime() - started) / 1e9;
        threads.shutdown();
        OUT.printf(
                Locale.ROOT,
                "webhook, %d messages a POST, %d connections: %.0f messages/s, POST to 200 %s; %s%n",
                batch,
                connections,
                sent.get() / took,
                Watch.percentiles(feed.took(), "ms"),
                load());
    }
}
