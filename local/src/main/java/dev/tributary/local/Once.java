package dev.tributary.local;

import dev.tributary.app.ExitCode;
import dev.tributary.local.check.Backlog;
import dev.tributary.local.check.CaughtUp;
import dev.tributary.local.check.TextTable;
import dev.tributary.local.check.Token;
import dev.tributary.local.check.Verification;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Secrets;
import dev.tributary.local.sample.History;
import dev.tributary.local.sample.SampleData;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code --once}: sample rows, the scripted history, the wait, the comparison. */
final class Once {

    private static final long LOOK_MILLIS = 100;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int HEAD = 5;

    private final Setting setting;
    private final Stack stack;
    private final Steps steps;

    Once(Setting setting, Stack stack, Steps steps) {
        this.setting = setting;
        this.stack = stack;
        this.steps = steps;
    }

    /** Returns the exit code; {@code shipped} is whether the pipeline is the one whose SQL answer is known. */
    int run(SampleData sample, boolean shipped, Duration timeout) throws Exception {
        try (Connection postgres = stack.postgres().connect()) {
            long start = System.nanoTime();
            long rows = sample.loadForStreaming(postgres);
            int statements = shipped ? History.play(postgres) : 0;
            steps.line("history", "played", start, rows + " rows loaded, " + statements + " statements");
            awaitWarehouse(postgres, timeout);
            return shipped ? verify(postgres) : tellRows();
        }
    }

    private void awaitWarehouse(Connection postgres, Duration timeout) throws Exception {
        long start = System.nanoTime();
        CaughtUp.Flow flow = new CaughtUp.Flow(
                stack.topics().changes(),
                StreamsApp.APPLICATION,
                stack.topics().outputs(),
                stack.warehouse().group());
        try (Backlog backlog =
                new Backlog(stack.broker().bootstrapServers(), stack.warehouse().countsTombstones())) {
            CaughtUp caughtUp = new CaughtUp(flow, postgres, backlog);
            long told = start;
            for (String lag = caughtUp.lagging(); !lag.isEmpty(); lag = caughtUp.lagging()) {
                requireHope(lag, start, timeout);
                if (System.nanoTime() - told > TELL_NANOS) {
                    told = System.nanoTime();
                    steps.line("warehouse", "waiting", start, lag);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        steps.line("warehouse", "caught up", start, stack.warehouse().place());
    }

    private void requireHope(String lag, long start, Duration timeout) {
        Optional<String> failure = stack.failure();
        if (failure.isPresent()) {
            throw LocalException.partFailed(
                    failure.get() + ": see " + setting.directory().logs());
        }
        if (System.nanoTime() - start > timeout.toNanos()) {
            throw new LocalException(
                    ExitCode.TIMEOUT,
                    "not done within " + timeout.toSeconds() + " s, waiting for the " + lag + ": see "
                            + setting.directory().logs() + ", or give it more with --timeout");
        }
    }

    private int verify(Connection postgres) throws Exception {
        String rows = stack.warehouse().rows(stack.topics().outputs().get(0));
        byte[] key = Secrets.of(setting.directory()).value(Secrets.TOKEN_KEY).getBytes(StandardCharsets.UTF_8);
        Verification verification = new Verification(new Token(key)::of);
        try (Connection warehouse = stack.warehouse().connect()) {
            steps.say("\n" + TextTable.of(warehouse, Verification.head(rows, HEAD), HEAD));
            Verification.Result result = verification.compare(postgres, warehouse, rows);
            result.differences().forEach(steps::say);
            stack.warehouse().problems().forEach(steps::say);
            if (!stack.warehouse().problems().isEmpty()) {
                return ExitCode.FALSE.code();
            }
            if (!result.isEqual()) {
                steps.say("different: " + result.different() + " rows, equal: " + result.equal());
                return ExitCode.FALSE.code();
            }
            steps.say("ssn: each token recomputed from Postgres' ssn with the pipeline's key (HMAC-SHA-256)");
            steps.say("verified: " + result.equal() + " rows equal");
            return ExitCode.OK.code();
        }
    }

    private int tellRows() throws Exception {
        try (Connection warehouse = stack.warehouse().connect()) {
            for (String topic : stack.topics().outputs()) {
                String sql = "SELECT * FROM \"" + stack.warehouse().table(topic) + "\"";
                steps.say("\n" + topic + "\n" + TextTable.of(warehouse, sql, HEAD));
            }
        }
        steps.say("caught up; not compared: only the shipped pipeline has its SQL answer here");
        return ExitCode.OK.code();
    }
}
