package dev.tributary.connect.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EchoesTest {
    private static final TopicPartition HERE = new TopicPartition("topic", 0);
    private static final TopicPartition THERE = new TopicPartition("topic", 1);
    private static final List<Object> KEY = List.of(7L);

    private final AtomicLong now = new AtomicLong();
    private final Echoes echoes = new Echoes(now::get);

    @Test
    void shouldHearOneTombstoneForEachDeletedRow() {
        echoes.expect(HERE, KEY, 1);
        echoes.expect(HERE, KEY, 3);

        assertThat(echoes.hear(THERE, KEY)).isFalse();
        assertThat(echoes.hear(HERE, KEY)).isTrue();
        assertThat(echoes.hear(HERE, KEY)).isTrue();
        assertThat(echoes.hear(HERE, KEY)).isFalse();
    }

    @Test
    void shouldHoldTheOffsetOfTheFirstDeletedRowThatWaits() {
        echoes.expect(HERE, List.of(1L), 5);
        echoes.expect(HERE, KEY, 8);

        assertThat(echoes.committable(HERE, 9)).isEqualTo(5);
        assertThat(echoes.hear(HERE, List.of(1L))).isTrue();
        assertThat(echoes.committable(HERE, 9)).isEqualTo(8);
        assertThat(echoes.committable(THERE, 9)).isEqualTo(9);
    }

    @Test
    void shouldNotHoldOffsetsForEverWhereNoTombstonesFollow() {
        echoes.expect(HERE, KEY, 8);
        now.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(echoes.committable(HERE, 9)).isEqualTo(9);
        assertThat(echoes.hear(HERE, KEY)).isTrue();
    }

    @Test
    void shouldForgetTheOldestOfVeryManyKeys() {
        for (long key = 0; key <= 100_000; key++) {
            echoes.expect(HERE, List.of(key), key);
        }

        assertThat(echoes.hear(HERE, List.of(0L))).isFalse();
        assertThat(echoes.hear(HERE, List.of(1L))).isTrue();
    }
}
