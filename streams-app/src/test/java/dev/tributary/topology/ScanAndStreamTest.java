package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that scans a table and then streams its changes, as the DynamoDB source does: everything twice, in any order. */
class ScanAndStreamTest {
    private static final int ORDERS = 300;
    private static final String PIPELINE = """
            pipeline = scans
            tables = trades
            table.trades.topic   = trades
            table.trades.format  = json
            table.trades.key     = id
            table.trades.columns = id long, version int?
            outputs = current
            output.current.topic  = current
            output.current.format = json
            output.current.from   = trades
            output.current.fields = trades.*
            """;

    static Stream<Arguments> histories() {
        return Stream.of(
                Arguments.of("deleted while it was scanned", List.of("r 0.0.0 1", "d 1.5.7"), "gone"),
                Arguments.of(
                        "changed behind the scan", List.of("r 0.0.0 3", "u 1.5.7 2", "u 1.5.8 3", "u 1.6.0 4"), "4"),
                Arguments.of(
                        "deleted and made again",
                        List.of("r 0.0.0 1", "d 1.0.1", "c 1.0.2 2", "u 1.0.10 3", "d 1.0.11", "c 1.0.12 4"),
                        "4"),
                Arguments.of("numbers above 64 bits", List.of("c 1.18446744073709551615.1 1", "d 2.0.0"), "gone"),
                Arguments.of("scanned anew", List.of("r 0.0.0 1", "u 30.99.99 2", "d 31.0.0", "u 65536.0.0 3"), "3"),
                Arguments.of(
                        "deleted while it was scanned anew",
                        List.of("r 0.0.0 1", "u 30.99.99 2", "u 65536.0.0 3", "d 65537.0.1"),
                        "gone"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void shouldEndWhereTheTableEndedInEveryOrder(String name, List<String> history, String end) {
        List<String> twice = new ArrayList<>(history);
        twice.addAll(history);
        Random random = new Random(name.hashCode());
        try (Flow flow = Flow.of(PIPELINE)) {
            for (int id = 0; id < ORDERS; id++) {
                Collections.shuffle(twice, random);
                for (String change : twice) {
                    send(flow, id, change);
                }
                assertThat(last(flow)).as("%s", twice).isEqualTo(end);
            }
            assertThat(flow.output(Flow.DEAD_LETTERS)).isEmpty();
        }
    }

    /** What the guide's DELETE for rows that only an earlier epoch has goes by. */
    @Test
    void shouldPlaceEveryRowOfAnEarlierEpochBelowTheNextOne() {
        try (Flow flow = Flow.of(PIPELINE)) {
            send(flow, 1, "r 0.0.0 1");
            send(flow, 2, "u 30.18446744073709551615.18446744073709551615 1");
            send(flow, 3, "u 65536.0.0 1");
            send(flow, 4, "u 65537.0.1 1");

            assertThat(flow.output("current"))
                    .map(line -> line.replaceAll(".*\"__position\":\"(\\w+)\".*", "$1"))
                    .map(position -> position.compareTo("a0e10000") < 0)
                    .containsExactly(true, true, false, false);
        }
    }

    private static void send(Flow flow, int id, String change) {
        List<String> parts = List.of(change.split(" ", -1));
        boolean deleted = parts.get(0).equals("d");
        String after = deleted ? "null" : "{\"id\":" + id + ",\"version\":" + parts.get(2) + "}";
        String key = "{\"id\":" + id + "}";
        flow.send(
                "trades",
                key,
                "{\"op\":\"" + parts.get(0) + "\",\"after\":" + after + ",\"source\":{\"pos\":\"" + parts.get(1)
                        + "\"}}");
        if (deleted) {
            flow.send("trades", key, (String) null);
        }
    }

    private static String last(Flow flow) {
        @Nullable String last = null;
        for (String line : flow.output("current")) {
            last = line;
        }
        if (last == null || last.endsWith("-> null")) {
            return "gone";
        }
        return last.replaceAll(".*\"version\":(\\w+).*", "$1");
    }
}
