package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.stand.Broker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two threads, half of the partitions each: all of payroll first, then the bonuses until the process is stopped. */
public final class PlainSystemMain {
    private static final Logger LOG = LoggerFactory.getLogger(PlainSystemMain.class);
    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    private final PlainSystem system;
    private final Work work;
    private final CyclicBarrier payrollRead = new CyclicBarrier(THREADS);

    private PlainSystemMain(PlainSystem system) {
        this.system = system;
        this.work = system.work();
    }

    /** The fields of {@link PlainSystem}, in order. */
    public static void main(String[] args) {
        PlainSystemMain main = new PlainSystemMain(PlainSystem.parse(args));
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            Thread worker = new Thread(() -> main.run(thread), "worker-" + thread);
            // half a system would only be slow, not visibly broken
            worker.setUncaughtExceptionHandler((failed, failure) -> stop(failure));
            worker.start();
        }
    }

    private void run(int thread) {
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(system.bootstrap());
                KafkaProducer<byte[], byte[]> producer = Clients.producer(system.bootstrap(), system.lingerMs())) {
            readPayroll(consumer, partitions(system.payroll(), thread));
            payrollRead.await();
            readBonuses(consumer, producer, partitions(system.bonus(), thread));
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("the other thread failed", e);
        }
    }

    private static List<TopicPartition> partitions(String topic, int thread) {
        return IntStream.range(0, Broker.PARTITIONS)
                .filter(partition -> partition % THREADS == thread)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private void readPayroll(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> change : consumer.poll(POLL)) {
                work.payroll(change.value());
            }
        }
    }

    private void readBonuses(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!Thread.currentThread().isInterrupted()) {
            for (ConsumerRecord<byte[], byte[]> change : consumer.poll(POLL)) {
                byte[] row = work.output(change.value());
                if (row != null) {
                    var unused = producer.send(
                            new ProducerRecord<>(system.output(), change.key(), row), (metadata, failure) -> {
                                if (failure != null) {
                                    stop(failure);
                                }
                            });
                }
            }
        }
    }

    private static void stop(Throwable failure) {
        LOG.error("stopped", failure);
        Runtime.getRuntime().halt(1);
    }
}
