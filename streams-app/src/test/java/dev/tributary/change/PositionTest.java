package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void shouldSortAsTextAsItSortsByItsNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            Position one = position(random);
            Position other = position(random);

            assertThat(Integer.signum(one.text().compareTo(other.text())))
                    .as("%s against %s", one, other)
                    .isEqualTo(Integer.signum(one.compareTo(other)));
        }
    }

    @Test
    void shouldSortTheFirstOfAllFirst() {
        assertThat(Position.START.text()).isEqualTo("a0a0a0a0");
        assertThat(new Position(0, -1, -1, 0)).isGreaterThan(new Position(0, Long.MAX_VALUE, 0, 0));
        assertThat(new Position(1, 5, 5, 5).next()).isGreaterThan(new Position(1, 5, 5, 5));
    }

    private static Position position(Random random) {
        return new Position(
                random.nextInt(3),
                random.nextLong() >>> random.nextInt(64),
                random.nextLong() >>> random.nextInt(64),
                random.nextInt(4));
    }
}
