package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.errors.LetterHeaders;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFilterTest {
    private static Headers letter() {
        Headers headers = new RecordHeaders();
        LetterHeaders.add(headers, LetterHeaders.STEP, "read-bonus");
        LetterHeaders.add(headers, LetterHeaders.REASON, "the value is no JSON object");
        LetterHeaders.add(headers, LetterHeaders.PARTITION, "3");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step=read-bonus",
                " step = read-bonus  and reason ~ JSON and partition!=4 ",
                "reason='the value is no JSON object'",
                "reason~\"no (JSON|Avro)\" AND step!~payroll",
                "replays!=1"
            })
    void shouldLetThroughWhatFits(String where) {
        assertThat(LetterFilter.parse(where).lets(letter())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"step=read", "reason~avro", "step=read-bonus and partition=4", "replays=1", "step!~bonus"})
    void shouldHoldBackWhatDoesNotFit(String where) {
        assertThat(LetterFilter.parse(where).lets(letter())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "step",
                "stepp=a",
                "step=a or step=b",
                "step=a and",
                "reason~(",
                "step=a step=b",
                "reason=no row"
            })
    void shouldSayWhatIsWrong(String where) {
        assertThatThrownBy(() -> LetterFilter.parse(where))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }
}
