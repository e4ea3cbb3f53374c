package dev.tributary.local.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.check.Backlog;
import dev.tributary.local.check.CaughtUp;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several sessions change the database at random while parts of the pipeline are killed: in the end the warehouse holds what
 * SQL answers. {@code -Dtruth.seed=N} repeats the statements and the blows, {@code -Dtruth.seconds=N} sets the time,
 * {@code -Dtruth.warehouse=snowflake} the warehouse: the double, filled by Snowflake's connector.
 */
class TruthTest {
    private static final int SESSIONS = 4;
    private static final int TRANSACTIONS_BEFORE = 60;
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final long seed = Long.getLong("truth.seed", System.nanoTime() % 1_000_000);
    private final int seconds = Integer.getInteger("truth.seconds", 20);
    private final List<String> story = new ArrayList<>();
    private final long began = System.nanoTime();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private interface Blow {
        void against(BreakableStack stack) throws Exception;
    }

    @Test
    void shouldHoldWhatSqlAnswersWhateverIsKilledMeanwhile() throws Exception {
        say("seed " + seed + ", " + seconds + " s");
        try (BreakableStack stack = new BreakableStack(folder.resolve("data"))) {
            say("started");
            play(stack, TRANSACTIONS_BEFORE, new AtomicBoolean(), () -> {});
            stack.connect();
            say("connected");

            play(stack, Long.MAX_VALUE, new AtomicBoolean(), () -> strike(stack));
            awaitQuiet(stack);

            compare(stack);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(String.join("\n", story), e);
        }
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    private void play(BreakableStack stack, long transactions, AtomicBoolean stop, Meanwhile meanwhile)
            throws Exception {
        ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS);
        List<Future<BusySession.Done>> playing = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            playing.add(sessions.submit(new BusySession(stack.postgres(), seed * 31 + i, stop, transactions)));
        }
        try {
            meanwhile.run();
        } finally {
            stop.set(transactions == Long.MAX_VALUE);
            sessions.shutdown();
        }
        for (Future<BusySession.Done> session : playing) {
            say("session: " + session.get());
        }
    }

    /** Each kind of blow once before the second time, in an order of the seed. */
    private void strike(BreakableStack stack) throws Exception {
        Random random = new Random(seed);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<Map.Entry<String, Blow>> blows = new ArrayList<>();
        while (System.nanoTime() < end) {
            if (blows.isEmpty()) {
                blows.addAll(blows().entrySet());
                Collections.shuffle(blows, random);
            }
            pause(500 + random.nextInt(Math.min(seconds * 1000, 90_000) / 6));
            Map.Entry<String, Blow> blow = blows.remove(0);
            say(blow.getKey());
            blow.getValue().against(stack);
        }
    }

    private Map<String, Blow> blows() {
        Map<String, Blow> blows = new java.util.TreeMap<>(Map.of(
                "kill the streams app", BreakableStack::killApp,
                "kill the replication connection", BreakableStack::killReplication,
                "restart the source connector", BreakableStack::restartSource,
                "restart the sink connector", BreakableStack::restartSink,
                "cut all connections to the broker", BreakableStack::cutConnections));
        if (seconds > 60) {
            blows.put("restart the Connect worker", BreakableStack::restartWorker);
        }
        return blows;
    }

    private void awaitQuiet(BreakableStack stack) throws Exception {
        CaughtUp.Flow flow = new CaughtUp.Flow(
                stack.topics().changes(),
                BreakableStack.APPLICATION,
                stack.topics().outputs(),
                stack.warehouse().group());
        long end = System.nanoTime() + QUIET.toNanos();
        try (Connection postgres = stack.postgres();
                Backlog backlog =
                        new Backlog(stack.bootstrapServers(), stack.warehouse().countsTombstones())) {
            CaughtUp caughtUp = new CaughtUp(flow, postgres, backlog);
            for (String lag = caughtUp.lagging(); !lag.isEmpty(); lag = caughtUp.lagging()) {
                assertThat(stack.failure()).isEmpty();
                assertThat(System.nanoTime()).as("waiting for the " + lag).isLessThan(end);
                pause(LOOK.toMillis());
            }
            assertThat(backlog.ends(List.of(BreakableStack.APPLICATION + "-dead-letters"))
                            .values())
                    .as("dead letters")
                    .containsOnly(0L);
        }
        say("quiet");
    }

    private void compare(BreakableStack stack) throws Exception {
        String rows = stack.warehouse().rows(stack.topics().outputs().get(0));
        try (Connection postgres = stack.postgres();
                Connection warehouse = stack.warehouse().connect()) {
            Map<Long, List<@Nullable Object>> truth = Answers.truth(postgres);
            Map<Long, List<@Nullable Object>> found = Answers.warehouse(warehouse, rows);

            assertThat(Answers.differences(truth, found)).isEmpty();
            assertThat(truth).hasSizeGreaterThan(50);
            say(truth.size() + " rows equal");
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private void say(String what) {
        String line = String.format(Locale.ROOT, "truth %6.1f s  %s", (System.nanoTime() - began) / 1e9, what);
        story.add(line);
        System.out.println(line);
    }
}
