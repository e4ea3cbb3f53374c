package dev.tributary.connect.bigquery.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connect.rows.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
    private static final String FORM = "[0-9a-f]{16}(/[0-9a-f]{16}){3}";

    private record Version(String position, long offset) {
        int compare(Version other) {
            int byPosition = position.compareTo(other.position);
            return byPosition != 0 ? byPosition : Long.compare(offset, other.offset);
        }

        String sequence() {
            return SequenceNumber.of(position, offset).orElseThrow();
        }
    }

    @Test
    void shouldOrderAsPositionAndThenOffsetDo() {
        List<Version> versions = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 600; i++) {
            versions.add(version(random));
        }
        for (Version one : versions) {
            assertThat(one.sequence()).matches(FORM);
            for (Version other : versions) {
                assertThat(Integer.signum(one.sequence().compareTo(other.sequence())))
                        .as("%s %s", one, other)
                        .isEqualTo(Integer.signum(one.compare(other)));
            }
        }
    }

    /** Of one table or of two, few numbers, so that many are equal as far as they go. */
    private static Version version(Random random) {
        String slot = slot(random);
        return new Version(
                random.nextInt(4) == 0 ? slot + slot(random) : slot, random.nextInt(3) * random.nextLong(1L << 20));
    }

    private static String slot(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            long number = random.nextInt(3) == 0 ? random.nextLong(1L << (4 * random.nextInt(5))) : random.nextInt(2);
            String hex = Long.toHexString(number);
            text.append((char) ('a' + hex.length() - 1)).append(hex);
        }
        return text.toString();
    }

    @Test
    void shouldHoldThePositionOfPostgresAndEvenThatOfThreeFullNumbers() {
        String full = "p" + "f".repeat(16);

        assertThat(SequenceNumber.of("a0i16b374d50i16b374d88b1f", 123_456_789L)).isPresent();
        assertThat(SequenceNumber.of("a0" + full + full + full, 4_294_967_295L)).isPresent();
        assertThat(SequenceNumber.of("a0" + full + full + full, 4_294_967_296L)).isEmpty();
        assertThat(SequenceNumber.of("a0i16b374d50i16b374d88a1".repeat(3), 1L)).isEmpty();
    }

    @Test
    void shouldPutWhatIsOrderedByOffsetBehindEveryPosition() {
        String last = SequenceNumber.of("h7fffffff" + ("p" + "f".repeat(16)).repeat(2) + "a0", 1L)
                .orElseThrow();

        assertThat(SequenceNumber.of(0)).isGreaterThan(last).matches(FORM);
        assertThat(SequenceNumber.of(9)).isLessThan(SequenceNumber.of(10));
        assertThat(SequenceNumber.of(Long.MAX_VALUE)).matches(FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a0", "a0a0a0", "a0a0a0b1", "a0a0a0aF", "000123", "a0a0a0a0x", "q00000000000000000"})
    void shouldRefuseWhatIsNoPosition(String text) {
        assertThatThrownBy(() -> SequenceNumber.of(text, 1))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("position.field");
    }
}
