package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each driving event is enriched exactly once, or held, or a dead letter: told event by event by a plain map. */
class StreamHistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HISTORIES = 100;
    private static final int OPERATIONS = 200;
    private static final int KEYS = 10;
    private static final int PAIRS = 10_000;

    private static String pipeline(String format, String type, String more) {
        return """
            pipeline = payroll
            tables = payroll, bonus
            table.payroll.topic = hr.public.payroll
            table.payroll.key = employee_id
            table.payroll.envelope = debezium
            table.payroll.format = %1$s
            table.payroll.columns = employee_id int, first_name string?
            table.bonus.topic = hr.public.bonus
            table.bonus.key = bonus_id
            table.bonus.envelope = debezium
            table.bonus.format = %1$s
            table.bonus.columns = bonus_id int, employee_id int?, bonus int?
            outputs = complete
            output.complete.topic = topic_payroll_complete
            output.complete.kind = stream
            output.complete.from = bonus
            output.complete.join = payroll
            output.complete.join.payroll.on = bonus.employee_id
            output.complete.join.payroll.type = %2$s
            output.complete.format = json
            output.complete.deletes = row
            output.complete.fields = bonus.bonus_id, payroll.employee_id, payroll.first_name, bonus.bonus
            %3$s
            """.formatted(format, type, more);
    }

    @ParameterizedTest
    @CsvSource({"json,inner,''", "avro,left,''", "json,inner,wait", "avro,inner,wait", "json,inner,broadcast"})
    void shouldEnrichEachEventOnceWhateverHappensToItsEmployee(String format, String type, String how)
            throws IOException {
        boolean waits = !how.isEmpty();
        String more = (waits ? "output.complete.join.payroll.wait = 10m\n" : "")
                + (how.equals("broadcast") ? "output.complete.join.payroll.broadcast = true\n" : "");
        try (Flow flow = Flow.of(pipeline(format, type, more))) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                Expected expected = new Expected(type.equals("left"), waits);

                play(flow, new History(seed, OPERATIONS, seed * KEYS), new Random(seed), expected);
                flow.pass(Duration.ofMinutes(11));

                assertThat(lines(flow.raw(Payroll.COMPLETE)))
                        .as("history of seed %s", seed)
                        .containsExactlyInAnyOrderElementsOf(expected.rows);
                assertThat(flow.raw(Flow.DEAD_LETTERS)).hasSize(expected.deadLetters());
            }
        }
    }

    @Test
    void shouldMatchEachPairOnceInAnyOrderOfArrival() throws IOException {
        try (Flow flow = Flow.of(pipeline("json", "inner", "output.complete.join.payroll.wait = 10m"))) {
            List<Integer> arrivals = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                arrivals.add(pair);
                arrivals.add(-pair - 1);
            }
            Collections.shuffle(arrivals, new Random(7));
            List<String> expected = new ArrayList<>();

            for (int arrival : arrivals) {
                int pair = arrival < 0 ? -arrival - 1 : arrival;
                if (arrival < 0) {
                    flow.send(Payroll.EMPLOYEES, Payroll.employeeKey(pair), """
                            {"op":"c","after":{"employee_id":%1$d,"first_name":"n%1$d"},"source":{"lsn":%1$d}}""".formatted(pair));
                } else {
                    flow.send(Payroll.BONUSES, Payroll.bonusKey(pair), """
                            {"op":"c","after":{"bonus_id":%1$d,"employee_id":%1$d,"bonus":1},"source":{"lsn":%1$d}}""".formatted(pair));
                    expected.add(History.line(pair, pair, "n" + pair, 1));
                }
            }

            assertThat(lines(flow.raw(Payroll.COMPLETE))).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(flow.pass(Duration.ofHours(1)).raw(Flow.DEAD_LETTERS)).isEmpty();
        }
    }

    /** Sends both topics, interleaved at random; stretches of the employees come again. */
    private static void play(Flow flow, History history, Random random, Expected expected) throws IOException {
        Wire employees = new Wire(flow.pipeline().table("payroll"), flow.registry());
        Wire bonuses = new Wire(flow.pipeline().table("bonus"), flow.registry());
        int employee = 0;
        int bonus = 0;
        int latest = 0;
        while (employee < history.employees.size() || bonus < history.bonuses.size()) {
            boolean takeEmployee =
                    bonus == history.bonuses.size() || (employee < history.employees.size() && random.nextBoolean());
            if (takeEmployee) {
                History.Change change = history.employees.get(employee++);
                send(flow, employees, change);
                if (employee > latest) {
                    latest = employee;
                    expected.employee(change);
                }
                employee -= random.nextInt(40) == 0 ? random.nextInt(Math.min(employee, 12)) : 0;
            } else {
                History.Change change = history.bonuses.get(bonus++);
                send(flow, bonuses, change);
                expected.bonus(change);
            }
        }
    }

    private static void send(Flow flow, Wire wire, History.Change change) throws IOException {
        flow.send(wire.topic(), wire.key(change), wire.value(change));
        if (change.row() == null) {
            flow.send(wire.topic(), wire.key(change), null);
        }
    }

    private static List<String> lines(List<TestRecord<byte[], byte[]>> records) throws IOException {
        List<String> lines = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : records) {
            JsonNode row = JSON.readTree(record.value());
            lines.add(
                    row.get("__deleted").booleanValue()
                            ? "gone " + row.get("bonus_id").asText()
                            : History.line(
                                    row.get("bonus_id").asText(),
                                    row.get("employee_id").asText(),
                                    row.get("first_name").asText(),
                                    row.get("bonus").asText()));
        }
        return lines;
    }

    /** What must come out, gathered while the history goes in. */
    private static final class Expected {
        private final List<String> rows = new ArrayList<>();
        private final Map<Object, Map<String, @Nullable Object>> employees = new HashMap<>();
        private final Map<Object, List<Map<String, @Nullable Object>>> waiting = new HashMap<>();
        private final boolean left;
        private final boolean waits;
        private int refused;

        Expected(boolean left, boolean waits) {
            this.left = left;
            this.waits = waits;
        }

        void employee(History.Change change) {
            Map<String, @Nullable Object> row = change.row();
            if (row == null) {
                employees.remove(change.key());
                return;
            }
            employees.put(change.key(), row);
            List<Map<String, @Nullable Object>> held = waiting.remove(change.key());
            if (held != null) {
                held.forEach(bonus -> join(bonus, row));
            }
        }

        void bonus(History.Change change) {
            Map<String, @Nullable Object> bonus = change.row();
            if (bonus == null) {
                rows.add("gone " + change.key());
                return;
            }
            Object reference = bonus.get("employee_id");
            Map<String, @Nullable Object> employee = reference == null ? null : employees.get(reference);
            if (employee != null || left) {
                join(bonus, employee);
            } else if (waits && reference != null) {
                waiting.computeIfAbsent(reference, key -> new ArrayList<>()).add(bonus);
            } else {
                refused++;
            }
        }

        int deadLetters() {
            return refused + waiting.values().stream().mapToInt(List::size).sum();
        }

        private void join(Map<String, @Nullable Object> bonus, @Nullable Map<String, @Nullable Object> employee) {
            Object id = employee == null ? null : employee.get("employee_id");
            Object name = employee == null ? null : employee.get("first_name");
            rows.add(History.line(String.valueOf(bonus.get("bonus_id")), id, name, bonus.get("bonus")));
        }
    }
}
