package dev.tributary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableLagTest {
    private static final TopicPartition FIRST = new TopicPartition("hr.public.payroll", 0);
    private static final TopicPartition SECOND = new TopicPartition("hr.public.payroll", 1);

    private final MockAdminClient admin = new MockAdminClient.Builder().build();

    @BeforeEach
    void fill() {
        admin.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 20L));
        admin.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 25L));
    }

    private TableLag lag() throws Exception {
        return new TableLag(new GroupOffsets(admin, "payroll", Duration.ofSeconds(1)), Map.of(FIRST.topic(), 2));
    }

    @Test
    void shouldBeAllThatIsThereWhereNothingWasRead() throws Exception {
        assertThat(lag().records()).isEqualTo(15);
    }

    @Test
    void shouldBeWhatIsLeft() throws Exception {
        admin.updateConsumerGroupOffsets(Map.of(FIRST, 10L, SECOND, 22L));

        assertThat(lag().records()).isEqualTo(3);
    }

    @Test
    void shouldEndAtWhatWasThereAtTheStart() throws Exception {
        TableLag lag = lag();
        admin.updateEndOffsets(Map.of(FIRST, 1000L, SECOND, 1000L));
        admin.updateConsumerGroupOffsets(Map.of(FIRST, 10L, SECOND, 30L));

        assertThat(lag.records()).isZero();
    }

    @Test
    void shouldNotWaitForTheMarkerOfATransaction() throws Exception {
        admin.updateConsumerGroupOffsets(Map.of(FIRST, 9L, SECOND, 24L));

        assertThat(lag().records()).isZero();
    }
}
