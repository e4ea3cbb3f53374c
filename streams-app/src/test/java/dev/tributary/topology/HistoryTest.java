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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens at the source, and in whatever order its topics are read: the final table is what SQL answers, and what
 * Kafka Streams' own foreign-key join makes of the same changes.
 */
class HistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HISTORIES = 400;
    private static final int OPERATIONS = 80;
    private static final int KEYS = 10;

    private static String pipeline(String envelope, String format, String type, boolean broadcast) {
        return """
            pipeline = payroll
            tables = payroll, bonus
            table.payroll.topic = hr.public.payroll
            table.payroll.key = employee_id
            table.payroll.envelope = %1$s
            table.payroll.format = %2$s
            table.payroll.columns = employee_id int, first_name string?
            table.bonus.topic = hr.public.bonus
            table.bonus.key = bonus_id
            table.bonus.envelope = %1$s
            table.bonus.format = %2$s
            table.bonus.columns = bonus_id int, employee_id int?, bonus int?
            outputs = complete
            output.complete.topic = topic_payroll_complete
            output.complete.from = bonus
            output.complete.join = payroll
            output.complete.join.payroll.on = bonus.employee_id
            output.complete.join.payroll.type = %3$s
            output.complete.join.payroll.broadcast = %4$s
            output.complete.format = json
            output.complete.fields = bonus.bonus_id, payroll.employee_id, payroll.first_name, bonus.bonus
            """.formatted(envelope, format, type, broadcast);
    }

    @ParameterizedTest
    @CsvSource({
        "debezium, json, inner, false",
        "debezium, avro, inner, false",
        "row, json, inner, false",
        "row, avro, left, false",
        "debezium, json, left, false",
        "debezium, json, inner, true",
        "row, avro, left, true"
    })
    void shouldEndWithTheAnswerOfSqlAndOfTheBuiltInJoin(String envelope, String format, String type, boolean broadcast)
            throws IOException {
        boolean left = type.equals("left");
        try (Flow flow = Flow.of(pipeline(envelope, format, type, broadcast));
                BuiltInJoin builtIn = new BuiltInJoin(left)) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                History history = new History(seed, OPERATIONS, seed * KEYS);

                play(flow, builtIn, history, new Random(seed));

                assertThat(table(flow.raw(Payroll.COMPLETE)))
                        .as("history of seed %s", seed)
                        .isEqualTo(history.answer(left))
                        .isEqualTo(builtIn.tableFrom(seed * KEYS));
                assertThat(flow.raw(Flow.DEAD_LETTERS)).isEmpty();
            }
        }
    }

    /** Sends both topics in an order of their own each, interleaved at random, with stretches sent again. */
    private static void play(Flow flow, BuiltInJoin builtIn, History history, Random random) throws IOException {
        Wire employees = new Wire(flow.pipeline().table("payroll"), flow.registry());
        Wire bonuses = new Wire(flow.pipeline().table("bonus"), flow.registry());
        boolean reDeliver = employees.tombstones();
        int employee = 0;
        int bonus = 0;
        while (employee < history.employees.size() || bonus < history.bonuses.size()) {
            boolean takeEmployee =
                    bonus == history.bonuses.size() || (employee < history.employees.size() && random.nextBoolean());
            if (takeEmployee) {
                builtIn.employee(history.employees.get(employee));
                send(flow, employees, history.employees.get(employee++));
                employee -= again(random, reDeliver, employee);
            } else {
                builtIn.bonus(history.bonuses.get(bonus));
                send(flow, bonuses, history.bonuses.get(bonus++));
                bonus -= again(random, reDeliver, bonus);
            }
        }
    }

    private static int again(Random random, boolean reDeliver, int sent) {
        return reDeliver && random.nextInt(40) == 0 ? random.nextInt(Math.min(sent, 12)) : 0;
    }

    private static void send(Flow flow, Wire wire, History.Change change) throws IOException {
        String topic = wire.topic();
        flow.send(topic, wire.key(change), wire.value(change));
        if (change.row() == null && wire.tombstones()) {
            flow.send(topic, wire.key(change), null);
        }
    }

    /** What a sink that upserts by key, and takes the newer position, makes of the topic. */
    private static Map<Integer, String> table(List<TestRecord<byte[], byte[]>> records) throws IOException {
        Map<Integer, String> rows = new TreeMap<>();
        Map<Integer, String> positions = new TreeMap<>();
        for (TestRecord<byte[], byte[]> record : records) {
            int key = JSON.readTree(record.key()).get("bonus_id").intValue();
            byte @Nullable [] value = record.value();
            if (value == null) {
                rows.remove(key);
                continue;
            }
            JsonNode row = JSON.readTree(value);
            String position = row.get("__position").textValue();
            assertThat(position).isGreaterThanOrEqualTo(positions.getOrDefault(key, ""));
            positions.put(key, position);
            if (row.get("__deleted").booleanValue()) {
                rows.remove(key);
            } else {
                rows.put(key, line(row));
            }
        }
        return rows;
    }

    private static String line(JsonNode row) {
        return History.line(
                row.get("bonus_id").asText(),
                row.get("employee_id").asText(),
                row.get("first_name").asText(),
                row.get("bonus").asText());
    }
}
