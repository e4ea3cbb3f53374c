package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several partitions, whose records meet in any order: what positions promise, and what a strict order adds. */
class StrictOrderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HISTORIES = 400;
    private static final int OPERATIONS = 60;
    private static final int KEYS = 10;

    private static String pipeline(String type, String order) {
        return """
            pipeline = payroll
            tables = payroll, bonus
            table.payroll.topic = hr.public.payroll
            table.payroll.key = employee_id
            table.payroll.format = json
            table.payroll.columns = employee_id int, first_name string?
            table.bonus.topic = hr.public.bonus
            table.bonus.key = bonus_id
            table.bonus.format = json
            table.bonus.columns = bonus_id int, employee_id int?, bonus int?
            outputs = complete
            output.complete.topic = topic_payroll_complete
            output.complete.from = bonus
            output.complete.join = payroll
            output.complete.join.payroll.on = bonus.employee_id
            output.complete.join.payroll.type = %s
            output.complete.format = json
            output.complete.order = %s
            output.complete.fields = bonus.bonus_id, payroll.employee_id, payroll.first_name, bonus.bonus
            """.formatted(type, order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inner", "left"})
    void shouldEndAsTheBuiltInJoinWhateverOrderThePartitionsAreReadIn(String type) throws IOException {
        boolean left = type.equals("left");
        int late = 0;
        int misleading = 0;
        try (BuiltInJoin builtIn = new BuiltInJoin(left);
                Partitions partitions = new Partitions(pipeline(type, "strict"), builtIn)) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                History history = new History(seed, OPERATIONS, seed * KEYS);

                partitions.play(history, new Random(seed));

                Sink byPosition = new Sink();
                Sink careless = new Sink();
                for (TestRecord<byte[], byte[]> row : partitions.asWritten()) {
                    byte[] placed = row.value();
                    careless.take(row.key(), PlacedRow.value(placed));
                    late += byPosition.takeUnlessLate(row.key(), Flow.text(PlacedRow.position(placed)), placed);
                }
                Sink trusting = new Sink();
                partitions.output().forEach(row -> trusting.takeInOrder(row.key(), row.value()));
                Map<Integer, String> expected = builtIn.tableFrom(seed * KEYS);
                assertThat(history.answer(left)).as("SQL, seed %s", seed).isEqualTo(expected);
                assertThat(byPosition.rows).as("by position, seed %s", seed).isEqualTo(expected);
                assertThat(trusting.rows).as("strict, seed %s", seed).isEqualTo(expected);
                misleading += careless.rows.equals(expected) ? 0 : 1;
            }
        }
        assertThat(late).as("late rows, or nothing was shown").isGreaterThan(HISTORIES / 10);
        assertThat(misleading)
                .as("histories that mislead who ignores positions")
                .isPositive();
    }

    @Test
    void shouldHoldBackAnOlderRowThatComesBehindANewerOne() {
        try (Flow flow = Flow.of(pipeline("inner", "strict"))) {
            flow.send(Payroll.EMPLOYEES, Payroll.employeeKey(1), employee(1, "Ann"));
            flow.send(Payroll.EMPLOYEES, Payroll.employeeKey(2), employee(2, "Bob"));
            flow.send(Payroll.BONUSES, Payroll.bonusKey(7), Payroll.change("c", Payroll.bonus(7, 1, 10), 10));
            TestRecord<byte[], byte[]> old = written(flow).get(0);
            flow.send(Payroll.BONUSES, Payroll.bonusKey(7), Payroll.change("u", Payroll.bonus(7, 2, 10), 20));
            TestRecord<byte[], byte[]> latest = written(flow).get(0);
            assertThat(flow.output(Payroll.COMPLETE)).hasSize(2);

            flow.send("test-complete-in-order-repartition", old.key(), old.value());
            assertThat(flow.output(Payroll.COMPLETE)).isEmpty();

            flow.send("test-complete-in-order-repartition", latest.key(), latest.value());
            assertThat(flow.output(Payroll.COMPLETE)).singleElement().asString().contains("Bob");
            assertThat(flow.counted()).containsEntry("complete superseded-total", 1.0);
        }
    }

    @Test
    void shouldNotBringBackADeletedRowThatComesLate() {
        try (Flow flow = Flow.of(pipeline("inner", "strict"))) {
            flow.send(Payroll.EMPLOYEES, Payroll.employeeKey(1), employee(1, "Ann"));
            flow.send(Payroll.BONUSES, Payroll.bonusKey(7), Payroll.change("c", Payroll.bonus(7, 1, 10), 10));
            TestRecord<byte[], byte[]> old = written(flow).get(0);
            flow.send(Payroll.BONUSES, Payroll.bonusKey(7), Payroll.change("d", null, 20));
            assertThat(flow.output(Payroll.COMPLETE)).hasSize(3).last().isEqualTo("{\"bonus_id\":7} -> null");

            flow.send("test-complete-in-order-repartition", old.key(), old.value());

            assertThat(flow.output(Payroll.COMPLETE)).isEmpty();
        }
    }

    @Test
    void shouldCostNothingWhereRowsCannotMove() {
        String own = pipeline("left", "strict").replace("bonus.employee_id\n", "bonus.bonus_id\n");
        try (Flow flow = Flow.of(own)) {
            assertThat(flow.describe()).doesNotContain("in-order", "last-position");
        }
        try (Flow flow = Flow.of(pipeline("left", "strict") + "output.complete.join.payroll.broadcast = true\n")) {
            assertThat(flow.describe()).doesNotContain("in-order", "last-position", "by-payroll-repartition");
        }
        String single = "output.complete.join = payroll\n";
        String columns = "payroll.employee_id, payroll.first_name, ";
        String alone = pipeline("left", "strict").replace(single, "").replace(columns, "");
        try (Flow flow = Flow.of(alone.replaceAll("output.complete.join.*\n", ""))) {
            assertThat(flow.describe()).doesNotContain("in-order", "last-position");
        }
    }

    private static String employee(int id, String name) {
        return Payroll.change("c", "{\"employee_id\":" + id + ",\"first_name\":\"" + name + "\"}", id);
    }

    private static List<TestRecord<byte[], byte[]>> written(Flow flow) {
        return flow.raw("test-complete-in-order-repartition");
    }

    /** A table that upserts by key. */
    private static final class Sink {
        private final Map<Integer, String> rows = new TreeMap<>();
        private final Map<Integer, String> positions = new TreeMap<>();

        /** Takes the last record for the truth. */
        void take(byte[] key, byte @Nullable [] value) {
            JsonNode row = value == null ? null : read(value);
            int bonus = read(key).get("bonus_id").intValue();
            if (row == null || row.get("__deleted").booleanValue()) {
                rows.remove(bonus);
            } else {
                rows.put(bonus, line(row));
            }
        }

        /** The same, of a topic whose positions never fall. */
        void takeInOrder(byte[] key, byte @Nullable [] value) {
            if (value != null) {
                String position = read(value).get("__position").textValue();
                assertThat(placed(key, position)).as("in order").isTrue();
            }
            take(key, value);
        }

        /** Passes over an older version; the answer is 1 then, else 0. */
        int takeUnlessLate(byte[] key, String position, byte[] placed) {
            if (!placed(key, position)) {
                return 1;
            }
            take(key, PlacedRow.value(placed));
            return 0;
        }

        private boolean placed(byte[] key, String position) {
            int bonus = read(key).get("bonus_id").intValue();
            if (position.compareTo(positions.getOrDefault(bonus, "")) < 0) {
                return false;
            }
            positions.put(bonus, position);
            return true;
        }

        private static JsonNode read(byte[] json) {
            try {
                return JSON.readTree(json);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static String line(JsonNode row) {
            return History.line(
                    row.get("bonus_id").asText(),
                    row.get("employee_id").asText(),
                    row.get("first_name").asText(),
                    row.get("bonus").asText());
        }
    }
}
