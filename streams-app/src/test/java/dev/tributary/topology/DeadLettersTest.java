package dev.tributary.topology;

import static dev.tributary.topology.Payroll.BONUSES;
import static dev.tributary.topology.Payroll.COMPLETE;
import static dev.tributary.topology.Payroll.EMPLOYEES;
import static dev.tributary.topology.Payroll.bonus;
import static dev.tributary.topology.Payroll.bonusKey;
import static dev.tributary.topology.Payroll.change;
import static dev.tributary.topology.Payroll.employee;
import static dev.tributary.topology.Payroll.employeeKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.errors.LetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
    private final Flow flow = Flow.of(Payroll.plain(""));

    @AfterEach
    void close() {
        flow.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[1,2]",
                "{\"op\":\"u\"}",
                "{\"after\":{\"bonus_id\":10,\"employee_id\":1,\"bonus\":5}}",
                "{\"op\":\"u\",\"after\":{\"bonus_id\":10,\"employee_id\":1,\"bonus\":\"987-65-4321\"},\"source\":{\"lsn\":9}}",
                "{\"op\":\"u\",\"after\":{\"bonus_id\":10,\"employee_id\":1,\"bonus\":98765432198},\"source\":{\"lsn\":9}}",
                "{\"op\":\"u\",\"after\":{\"employee_id\":1,\"bonus\":5},\"source\":{\"lsn\":9}}",
                "{\"op\":\"u\",\"after\":{\"bonus_id\":99,\"employee_id\":1,\"bonus\":5},\"source\":{\"lsn\":9}}",
                "{\"op\":\"t\",\"after\":null,\"source\":{\"lsn\":9}}",
                "{\"op\":\"u\",\"after\":\"987-65-4321\",\"source\":{\"lsn\":9}}",
                "{\"op\":\"u\",\"after\":{\"bonus_id\":10",
            })
    void shouldSendABadRecordAwayAndLetTheGoodOnesGoOn(String bad) {
        flow.send(EMPLOYEES, employeeKey(1), change("c", employee(1, "Ann", "23.50"), 1));
        flow.send(BONUSES, bonusKey(10), bad);
        flow.send(BONUSES, bonusKey(10), change("c", bonus(10, 1, 5), 2));

        List<TestRecord<byte[], byte[]>> letters = flow.raw(Flow.DEAD_LETTERS);
        assertThat(letters).hasSize(1);
        assertThat(Flow.text(letters.get(0).key())).isEqualTo(bonusKey(10));
        assertThat(Flow.text(letters.get(0).value())).isEqualTo(bad);
        assertThat(headers(letters.get(0)))
                .contains("__streams.errors.topic=" + BONUSES, "tributary.step=read-bonus")
                .noneMatch(header -> header.contains("987") || header.contains("99"));
        assertThat(flow.output(COMPLETE)).hasSize(1);
    }

    @Test
    void shouldTellWhereAndWhyWithoutEverQuotingAValue() {
        String marker = "987-65-4321";
        try (CapturedLog log = CapturedLog.open();
                Flow dividing = Flow.of(Payroll.plain("output.payroll_complete.kind = stream\n"))) {
            for (String bad : List.of(
                    marker,
                    "{\"" + marker + "\":" + marker + "}",
                    "{\"op\":\"" + marker + "\",\"after\":" + bonus(10, 1, 5) + "}",
                    "{\"op\":\"u\",\"after\":{\"bonus_id\":10,\"bonus\":\"" + marker + "\"},\"source\":{\"lsn\":9}}",
                    "{\"op\":\"u\",\"after\":{\"bonus_id\":\"" + marker + "\"},\"source\":{\"lsn\":9}}",
                    "{\"op\":\"u\",\"source\":{\"lsn\":\"" + marker + "\"}}",
                    "{\"op\":\"u\",\"source\":{\"sequence\":\"[\\\"" + marker + "\\\",null]\"}}")) {
                dividing.send(BONUSES, bonusKey(10), bad);
            }
            dividing.send(BONUSES, "{\"bonus_id\":\"" + marker + "\"}", change("c", bonus(10, 1, 5), 2));
            dividing.send(EMPLOYEES, employeeKey(1), change("c", employee(1, marker, "1"), 3));
            dividing.send(BONUSES, bonusKey(98765), change("c", bonus(98765, 43219876, 5), 2));

            List<TestRecord<byte[], byte[]>> letters = dividing.raw(Flow.DEAD_LETTERS);
            assertThat(letters)
                    .hasSize(9)
                    .allSatisfy(letter -> assertThat(headers(letter))
                            .noneMatch(header ->
                                    header.contains(marker) || header.contains("98765") || header.contains("43219"))
                            .anyMatch(header -> header.startsWith("__streams.errors.exception=dev.tributary."))
                            .anyMatch(header -> header.startsWith("__streams.errors.message=") && header.length() > 30)
                            .contains("__streams.errors.topic=" + BONUSES, "__streams.errors.partition=0")
                            .anyMatch(header -> header.startsWith("__streams.errors.offset="))
                            .anyMatch(header -> header.startsWith("tributary.step=")));
            assertThat(log.lines())
                    .hasSizeGreaterThan(8)
                    .noneMatch(line -> line.contains(marker) || line.contains("98765") || line.contains("43219"));
        }
    }

    @Test
    void shouldSendARecordWithoutItsKeyAway() {
        flow.send(BONUSES, null, change("c", bonus(10, 1, 5), 2));
        flow.send(BONUSES, "{\"bonus_id\": 10}", change("c", bonus(10, 1, 5), 2));
        flow.send(BONUSES, "{\"id\":10}", change("d", null, 3));

        assertThat(flow.raw(Flow.DEAD_LETTERS)).hasSize(3);
    }

    private static List<String> headers(TestRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .filter(header -> !header.key().equals(LetterHeaders.TIMESTAMP))
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
