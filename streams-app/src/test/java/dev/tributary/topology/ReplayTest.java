package dev.tributary.topology;

import static dev.tributary.topology.Payroll.BONUSES;
import static dev.tributary.topology.Payroll.COMPLETE;
import static dev.tributary.topology.Payroll.EMPLOYEES;
import static dev.tributary.topology.Payroll.bonus;
import static dev.tributary.topology.Payroll.bonusKey;
import static dev.tributary.topology.Payroll.change;
import static dev.tributary.topology.Payroll.employee;
import static dev.tributary.topology.Payroll.employeeKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.errors.LetterHeaders;
import dev.tributary.serde.Origin;
import dev.tributary.serde.Replayed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters that are sent back: they take their place in the order of their rows, and nothing else. */
class ReplayTest {
    private static final int UNKNOWN_SCHEMA = 9999;
    private static final String REPLAYED_BONUSES = ReplayTopic.of("test", BONUSES);

    private static final String ROWS = """
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
            output.complete.format = json
            output.complete.fields = bonus.bonus_id, payroll.employee_id, payroll.first_name, bonus.bonus
            """;

    private static final String DIVISION = """
            output.payroll_complete.fields = bonus.bonus_id, payroll.employee_id, bonus.bonus, share
            output.payroll_complete.field.share = 100 / bonus.bonus
            """;

    private static String dividing() {
        return Payroll.plain("")
                        .lines()
                        .filter(line -> !line.startsWith("output.payroll_complete.fields"))
                        .reduce("", (text, line) -> text + line + "\n")
                + DIVISION;
    }

    @ParameterizedTest
    @CsvSource({"debezium,20000", "row,10000"})
    void shouldEndAsIfNothingHadDiedOnceTheDeadLettersAreSentBack(String envelope, int changes) throws Exception {
        List<ReplayHistory.Entry> history = new ReplayHistory(42).changes(changes);
        Map<String, String> clean = new TreeMap<>();
        try (Flow flow = Flow.of(ROWS.formatted(envelope, "avro"))) {
            play(flow, history, 0);
            fold(flow, clean);
        }

        try (Flow flow = Flow.of(ROWS.formatted(envelope, "avro"))) {
            Map<String, String> table = new TreeMap<>();
            int poisoned = play(flow, history, 100);
            fold(flow, table);
            List<TestRecord<byte[], byte[]>> letters = flow.raw(Flow.DEAD_LETTERS);
            assertThat(letters).hasSize(poisoned).hasSizeGreaterThan(changes / 200);
            assertThat(table).isNotEqualTo(clean);

            mend(flow);
            flow.replay(letters);
            fold(flow, table);
            assertThat(flow.raw(Flow.DEAD_LETTERS)).isEmpty();
            assertThat(table).isEqualTo(clean);

            flow.replay(letters);
            fold(flow, table);
            assertThat(table).as("after the same letters once more").isEqualTo(clean);
        }
    }

    /** Sends a history; one record in {@code oneIn} under a schema id that the registry does not know. */
    private static int play(Flow flow, List<ReplayHistory.Entry> history, int oneIn) throws Exception {
        Wire employees = new Wire(flow.pipeline().table("payroll"), flow.registry());
        Wire bonuses = new Wire(flow.pipeline().table("bonus"), flow.registry());
        Random random = new Random(7);
        int poisoned = 0;
        for (ReplayHistory.Entry entry : history) {
            Wire wire = entry.ofEmployee() ? employees : bonuses;
            byte @Nullable [] value = wire.value(entry.change());
            if (value != null && !entry.ofEmployee() && oneIn > 0 && random.nextInt(oneIn) == 0) {
                value = ByteBuffer.wrap(value.clone()).putInt(1, UNKNOWN_SCHEMA).array();
                poisoned++;
            }
            flow.send(wire.topic(), wire.key(entry.change()), value);
            if (entry.change().row() == null && wire.tombstones()) {
                flow.send(wire.topic(), wire.key(entry.change()), null);
            }
        }
        return poisoned;
    }

    /** Registers the schema that was missing. */
    private static void mend(Flow flow) throws Exception {
        int known = flow.registry().getLatestSchemaMetadata(BONUSES + "-value").getId();
        flow.registry().register("mended", flow.registry().getSchemaById(known), 1, UNKNOWN_SCHEMA);
    }

    private static void fold(Flow flow, Map<String, String> table) {
        for (TestRecord<byte[], byte[]> record : flow.raw(COMPLETE)) {
            String value = Flow.text(record.value());
            if (record.value() == null || value.contains("\"__deleted\":true")) {
                table.remove(Flow.text(record.key()));
            } else {
                table.put(Flow.text(record.key()), value);
            }
        }
    }

    @Test
    void shouldReadARowThatIsSentBackAtTheOffsetThatItHad() {
        try (Flow flow = Flow.of(ROWS.formatted("row", "json"))) {
            flow.send(EMPLOYEES, employeeKey(1), employee(1, "Ann", "1"));
            flow.send(BONUSES, bonusKey(10), "broken").send(BONUSES, bonusKey(11), "broken");
            flow.send(BONUSES, bonusKey(10), bonus(10, 1, 5));
            flow.output(COMPLETE);

            flow.send(replayed(bonusKey(10), bonus(10, 1, 4), 0)).send(replayed(bonusKey(11), bonus(11, 1, 6), 1));

            assertThat(flow.output(COMPLETE)).singleElement().asString().contains("\"bonus\":6");
            assertThat(flow.counted()).containsEntry("bonus stale-total", 1.0);
        }
    }

    @Test
    void shouldNotDeleteANewerRowByATombstoneThatIsSentBack() {
        try (Flow flow = Flow.of(Payroll.plain(""))) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 1));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 9));
            flow.output(COMPLETE);

            flow.send(replayed(bonusKey(10), null, 0));

            assertThat(flow.output(COMPLETE)).isEmpty();
        }
    }

    private static ProducerRecord<byte[], byte[]> replayed(String key, @Nullable String value, long offset) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                REPLAYED_BONUSES, null, 0L, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        record.headers().add(Origin.HEADER, new Origin(BONUSES, 0, offset).text());
        LetterHeaders.add(record.headers(), Replayed.TIMES, "1");
        return record;
    }

    @Test
    void shouldJudgeALaterGoodRowOfTheSameKeyOnItsOwn() {
        try (Flow flow = Flow.of(dividing())) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 1));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 0), 2));
            flow.send(BONUSES, bonusKey(10), change("u", bonus(10, 1, 5), 3));

            assertThat(flow.output(COMPLETE)).singleElement().asString().contains("\"share\":20");
            assertThat(flow.raw(Flow.DEAD_LETTERS)).hasSize(1);
        }
    }

    @Test
    void shouldKeepTheDrivingRowOfAJoinedRowThatCannotBeWritten() {
        try (Flow flow = Flow.of(dividing())) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 1));
            flow.send(BONUSES, bonusKey(9), change("c", bonus(9, 1, 5), 2));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 0), 3));
            flow.send(EMPLOYEES, employeeKey(1), change("u", employee(1, "Anna", "1"), 4));

            List<TestRecord<byte[], byte[]>> letters = flow.raw(Flow.DEAD_LETTERS);
            assertThat(letters).hasSize(2).allSatisfy(letter -> {
                assertThat(Flow.text(letter.key())).isEqualTo(bonusKey(10));
                assertThat(Flow.text(letter.value())).isEqualTo(bonus(10, 1, 0));
                assertThat(LetterHeaders.text(letter.headers(), LetterHeaders.TOPIC))
                        .isEqualTo(BONUSES);
                assertThat(LetterHeaders.text(letter.headers(), LetterHeaders.OFFSET))
                        .isEqualTo("1");
            });
        }
    }

    @Test
    void shouldTryTheSameRowAgainAndCountItWhenItDiesAgain() {
        try (Flow flow = Flow.of(dividing())) {
            flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "1"), 1));
            flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 0), 2)).send(BONUSES, bonusKey(11), "broken");

            flow.replay(flow.raw(Flow.DEAD_LETTERS));
            List<TestRecord<byte[], byte[]>> again = flow.raw(Flow.DEAD_LETTERS);
            flow.replay(again);
            List<TestRecord<byte[], byte[]>> third = flow.raw(Flow.DEAD_LETTERS);

            assertThat(again)
                    .extracting(letter -> Replayed.times(letter.headers()))
                    .containsExactly(1, 1);
            assertThat(third)
                    .extracting(letter -> Replayed.times(letter.headers()))
                    .containsExactly(2, 2);
            assertThat(third)
                    .extracting(letter -> LetterHeaders.text(letter.headers(), LetterHeaders.TOPIC) + " "
                            + LetterHeaders.text(letter.headers(), LetterHeaders.OFFSET))
                    .containsExactly(BONUSES + " 0", BONUSES + " 1");
        }
    }

    @Test
    void shouldJoinAnEventThatWasGivenUpOnceItsPartnerIsThere() {
        String waiting = "output.payroll_complete.kind = stream\noutput.payroll_complete.join.payroll.wait = 10m\n";
        try (Flow flow = Flow.of(Payroll.pipeline(waiting));
                Flow patient = Flow.of(Payroll.pipeline(waiting))) {
            List<List<String>> outputs = new ArrayList<>();
            for (Flow each : List.of(flow, patient)) {
                each.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 7));
                each.pass(each == flow ? Duration.ofMinutes(11) : Duration.ZERO);
                each.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "23.50"), 3));
                each.replay(each.raw(Flow.DEAD_LETTERS));
                outputs.add(each.output(COMPLETE));
            }

            assertThat(outputs.get(0)).hasSize(1).isEqualTo(outputs.get(1));
        }
    }
}
