package dev.tributary.benchmarks.data;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes a workload's change events to their topics. */
public final class Preload implements AutoCloseable {
    private final Workload workload;
    private final ChangeFormat format;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

    /**
     * A writer of the workload's events.
     *
     * @param lingerMs of the producer: 0 for latency, more for throughput
     */
    public Preload(String bootstrap, Workload workload, ChangeFormat format, int lingerMs) {
        this.workload = workload;
        this.format = format;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMs,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        512 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Every employee twice: inserted, then updated. */
    public void payroll(String topic) {
        for (int version = 1; version <= Workload.LAST_VERSION; version++) {
            payroll(topic, version, version == 1 ? "c" : "u");
        }
        flush();
    }

    /** Every employee once, in the version that it has in the end. */
    public void lastPayroll(String topic) {
        payroll(topic, Workload.LAST_VERSION, "c");
        flush();
    }

    private void payroll(String topic, int version, String operation) {
        for (int id = 1; id <= workload.employees(); id++) {
            Commit commit = new Commit(workload.payrollCommit(id, version), operation);
            byte[] value = format.payroll(workload.employee(id, version), commit);
            send(topic, commit, ChangeFormat.key("employee_id", id), value);
        }
    }

    /** The bonuses with ids up to {@code last}. */
    public void bonuses(String topic, int last) {
        for (int id = 1; id <= last; id++) {
            bonus(topic, id);
        }
        flush();
    }

    /** Hands one bonus to the producer. */
    public void bonus(String topic, int id) {
        Commit commit = new Commit(workload.bonusCommit(id), "c");
        byte[] value = format.bonus(id, workload.employeeOf(id), workload.amount(id), commit);
        send(topic, commit, ChangeFormat.key("bonus_id", id), value);
    }

    /** Waits until the broker has everything. */
    public void flush() {
        producer.flush();
        Exception failure = refused.get();
        if (failure != null) {
            throw new IllegalStateException("the broker refused a change event", failure);
        }
    }

    private void send(String topic, Commit commit, byte[] key, byte[] value) {
        var record = new ProducerRecord<>(topic, null, commit.millis(), key, value);
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                refused.compareAndSet(null, failure);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
