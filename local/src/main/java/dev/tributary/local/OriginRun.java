package dev.tributary.local;

import dev.tributary.app.ExitCode;
import dev.tributary.local.check.Answer;
import dev.tributary.local.check.AnswerCheck;
import dev.tributary.local.check.Backlog;
import dev.tributary.local.check.CaughtUp;
import dev.tributary.local.check.TextTable;
import dev.tributary.local.check.Verification;
import dev.tributary.local.origin.Origin;
import dev.tributary.local.part.StreamsApp;
import dev.tributary.local.place.LocalException;
import dev.tributary.local.place.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code --origin}: the source's rows and their changes, and the warehouse compared with what the source says itself. */
final class OriginRun {
    private static final long LOOK_MILLIS = 200;
    private static final int HEAD = 5;

    private final Setting setting;
    private final OriginStack stack;
    private final Origin origin;
    private final Steps steps;

    OriginRun(Setting setting, OriginStack stack, Origin origin, Steps steps) {
        this.setting = setting;
        this.stack = stack;
        this.origin = origin;
        this.steps = steps;
    }

    /** Plays the changes, waits and compares; the exit code. */
    int once(Duration timeout) throws Exception {
        play();
        return verify(timeout);
    }

    /** Plays the changes and shows rows as they come, until the end is asked for. */
    int session(Waiting stopped, Duration timeout) throws Exception {
        explain();
        play();
        verify(timeout);
        steps.say("\nStill running, and following. " + origin.hint() + "\nCtrl-C ends.");
        RowFeed.start(
                new RowFeed.Place(
                        stack.bootstrapServers(),
                        stack.registry().url(),
                        stack.topics().outputs()),
                steps,
                stopped);
        while (!stopped.await(LOOK_MILLIS)) {
            requireHealth();
        }
        return ExitCode.OK.code();
    }

    private void explain() {
        steps.say(String.format(
                "%n  Kafka       %s  topics %s -> %s%n  Registry    %s%n  Connect     http://%s/connectors%n"
                        + "  Warehouse   %s%n  Logs        %s%n",
                stack.bootstrapServers(),
                String.join(", ", stack.topics().changes()),
                String.join(", ", stack.topics().outputs()),
                stack.registry().url(),
                setting.ports().address(Service.CONNECT),
                stack.warehouse().place(),
                setting.directory().logs()));
    }

    private void play() throws Exception {
        steps.run("history", what -> what, origin::play);
    }

    /** Equal, and nothing on its way that could change it: only then it is done. */
    private int verify(Duration timeout) throws Exception {
        long start = System.nanoTime();
        CaughtUp.Flow flow = new CaughtUp.Flow(
                stack.topics().changes(),
                StreamsApp.APPLICATION,
                stack.topics().outputs(),
                stack.warehouse().group());
        try (Backlog backlog = stack.backlog()) {
            while (true) {
                String lag = new CaughtUp(flow, backlog).lagging();
                List<Verification.Result> results = lag.isEmpty() ? compare() : List.of();
                if (lag.isEmpty() && results.stream().allMatch(Verification.Result::isEqual)) {
                    return equal(start, results);
                }
                requireHealth();
                if (System.nanoTime() - start > timeout.toNanos()) {
                    return given(lag, results, timeout);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    private List<Verification.Result> compare() throws Exception {
        List<Verification.Result> results = new ArrayList<>();
        try (Connection warehouse = stack.warehouse().connect()) {
            for (Answer answer : origin.answers()) {
                results.add(
                        AnswerCheck.compare(answer, warehouse, stack.warehouse().rows(answer.topic())));
            }
        } catch (SQLException e) {
            // the sink makes the table with the first row
            return List.of(new Verification.Result(0, 1, List.of("the warehouse has no such table yet")));
        }
        return results;
    }

    private int equal(long start, List<Verification.Result> results) throws Exception {
        steps.line("warehouse", "caught up", start, stack.warehouse().place());
        try (Connection warehouse = stack.warehouse().connect()) {
            for (Answer answer : origin.answers()) {
                String rows = AnswerCheck.query(answer, stack.warehouse().rows(answer.topic()));
                steps.say("\n" + answer.topic() + "\n"
                        + TextTable.of(warehouse, rows + " ORDER BY 1 LIMIT " + HEAD, HEAD));
            }
        }
        stack.warehouse().problems().forEach(steps::say);
        steps.say("verified: "
                + results.stream().mapToInt(Verification.Result::equal).sum() + " rows equal");
        return stack.warehouse().problems().isEmpty() ? ExitCode.OK.code() : ExitCode.FALSE.code();
    }

    private int given(String lag, List<Verification.Result> results, Duration timeout) {
        if (!lag.isEmpty()) {
            throw new LocalException(
                    ExitCode.TIMEOUT,
                    "not done within " + timeout.toSeconds() + " s, waiting for the " + lag + ": see "
                            + setting.directory().logs() + ", or give it more with --timeout");
        }
        results.forEach(result -> result.differences().forEach(steps::say));
        steps.say("different: "
                + results.stream().mapToInt(Verification.Result::different).sum() + " rows, equal: "
                + results.stream().mapToInt(Verification.Result::equal).sum());
        return ExitCode.FALSE.code();
    }

    private void requireHealth() {
        Optional<String> failure = stack.failure();
        if (failure.isPresent()) {
            throw LocalException.partFailed(
                    failure.get() + ": see " + setting.directory().logs());
        }
    }
}
