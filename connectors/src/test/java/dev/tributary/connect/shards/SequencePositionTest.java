package dev.tributary.connect.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequencePositionTest {
    private static final Comparator<String> AS_NUMBERS = (one, other) -> {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < left.length; i++) {
            int order = Long.compareUnsigned(Long.parseUnsignedLong(left[i]), Long.parseUnsignedLong(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    @Test
    void shouldSpellANumberAsThree() {
        assertThat(SequencePosition.of(BigInteger.ZERO)).isEqualTo("0.0.0");
        assertThat(SequencePosition.of(new BigInteger("18446744073709551616"))).isEqualTo("0.1.0");
        assertThat(SequencePosition.of(BigInteger.TWO.pow(192).subtract(BigInteger.ONE)))
                .isEqualTo("18446744073709551615.18446744073709551615.18446744073709551615");
    }

    @Test
    void shouldKeepTheOrderOfNumbersOfAnyLength() {
        Random random = new Random(3);
        List<BigInteger> numbers = Stream.generate(() -> new BigInteger(random.nextInt(193), random))
                .limit(5_000)
                .sorted()
                .toList();

        String[] spelled = numbers.stream().map(SequencePosition::of).toArray(String[]::new);
        String[] sorted = spelled.clone();
        Arrays.sort(sorted, AS_NUMBERS);

        assertThat(sorted).isEqualTo(spelled);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> SequencePosition.of(BigInteger.TWO.pow(192)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
