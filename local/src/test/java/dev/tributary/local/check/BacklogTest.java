package dev.tributary.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Eventually;
import dev.tributary.local.part.KafkaBroker;
import dev.tributary.local.place.DataDirectory;
import dev.tributary.local.place.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BacklogTest {

    private static final TopicPartition PARTITION = new TopicPartition("rows", 0);

    @TempDir
    Path folder;

    @Test
    void shouldCountRecordsThatAReaderHasNotCommittedButNoTransactionMarkers() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false);
                KafkaBroker broker = KafkaBroker.start(directory, Ports.anyFree(directory.ports()));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                Backlog backlog = new Backlog(broker.bootstrapServers(), true)) {
            admin.createTopics(List.of(new NewTopic("rows", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            sendInOneTransaction(broker, 3);

            // the broker writes the marker after it has answered the producer
            Map<TopicPartition, Long> ends = Map.of(PARTITION, 4L);
            Eventually.isTrue(
                    "the marker is written",
                    () -> backlog.ends(List.of("rows", "no-such-topic")).equals(ends));
            assertThat(backlog.behind("reader", ends)).isPositive();

            commit(admin, 2);
            assertThat(backlog.behind("reader", ends)).isPositive();

            commit(admin, 3);
            assertThat(backlog.behind("reader", ends)).isZero();

            shouldCountATombstoneOnlyWhereTheReaderCommitsPastIt(broker, backlog);
        }
    }

    private static void shouldCountATombstoneOnlyWhereTheReaderCommitsPastIt(KafkaBroker broker, Backlog backlog)
            throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer());
                Backlog ofRows = new Backlog(broker.bootstrapServers(), false)) {
            producer.send(new ProducerRecord<>("rows", "key0", null)).get();
            Map<TopicPartition, Long> ends = Map.of(PARTITION, 5L);

            assertThat(backlog.behind("reader", ends)).isPositive();
            assertThat(ofRows.behind("reader", ends)).isZero();
        }
    }

    private static void commit(Admin admin, long offset) throws Exception {
        admin.alterConsumerGroupOffsets("reader", Map.of(PARTITION, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static void sendInOneTransaction(KafkaBroker broker, int records) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "writer");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>("rows", "key" + i, "row")).get();
            }
            producer.commitTransaction();
        }
    }
}
