package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldTopicsTest {
    private static final TopicPartition EVENTS = new TopicPartition("hr.public.bonus", 0);
    private static final TopicPartition TABLE = new TopicPartition("hr.public.payroll", 0);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
    private final HeldTopics held = new HeldTopics(List.of(EVENTS.topic()));
    private final Consumer<byte[], byte[]> consumer = held.at(kafka);

    @BeforeEach
    void assign() {
        consumer.assign(List.of(EVENTS, TABLE));
        kafka.updateBeginningOffsets(Map.of(EVENTS, 0L, TABLE, 0L));
        kafka.addRecord(new ConsumerRecord<>(EVENTS.topic(), 0, 0, new byte[0], new byte[0]));
        kafka.addRecord(new ConsumerRecord<>(TABLE.topic(), 0, 0, new byte[0], new byte[0]));
    }

    private List<String> poll() {
        return consumer.poll(Duration.ZERO).partitions().stream()
                .map(TopicPartition::topic)
                .toList();
    }

    @Test
    void shouldLeaveTheEventsInTheirTopicUntilTheyAreLetGo() {
        assertThat(poll()).containsExactly(TABLE.topic());
        assertThat(poll()).isEmpty();

        held.letGo();

        assertThat(poll()).containsExactly(EVENTS.topic());
    }

    @Test
    void shouldHoldWhatIsResumedMeanwhile() {
        consumer.pause(List.of(EVENTS, TABLE));
        assertThat(poll()).isEmpty();

        consumer.resume(List.of(EVENTS, TABLE));

        assertThat(poll()).containsExactly(TABLE.topic());
        held.letGo();
        assertThat(poll()).containsExactly(EVENTS.topic());
    }

    @Test
    void shouldNotResumeWhatItsUserHasPaused() {
        assertThat(poll()).containsExactly(TABLE.topic());
        consumer.pause(List.of(EVENTS));

        held.letGo();

        assertThat(poll()).isEmpty();
        consumer.resume(List.of(EVENTS));
        assertThat(poll()).containsExactly(EVENTS.topic());
    }

    @Test
    void shouldForgetPartitionsThatWentElsewhere() {
        assertThat(poll()).containsExactly(TABLE.topic());
        consumer.assign(List.of(TABLE));

        held.letGo();

        assertThat(poll()).isEmpty();
    }

    @Test
    void shouldThrowWhatTheConsumerThrows() {
        consumer.wakeup();

        assertThatThrownBy(this::poll).isInstanceOf(WakeupException.class);
    }
}
