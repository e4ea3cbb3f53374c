package dev.tributary.connect.cockroach;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The records of one request, answered once Kafka has them all. */
final class Delivery {
    private final List<Tracked> records;
    private final CountDownLatch open;

    Delivery(List<SourceRecord> records) {
        this.records = records.stream().map(record -> new Tracked(record, this)).toList();
        this.open = new CountDownLatch(records.size());
    }

    List<Tracked> records() {
        return records;
    }

    int size() {
        return records.size();
    }

    void acknowledge() {
        open.countDown();
    }

    /** Whether Kafka acknowledged every record within the time. */
    boolean await(long millis) throws InterruptedException {
        return open.await(millis, TimeUnit.MILLISECONDS);
    }

    /** A record that knows whom to tell: Connect hands it back when Kafka has acknowledged it. */
    static final class Tracked extends SourceRecord {
        private final Delivery delivery;

        Tracked(SourceRecord of, Delivery delivery) {
            super(
                    of.sourcePartition(),
                    of.sourceOffset(),
                    of.topic(),
                    of.kafkaPartition(),
                    of.keySchema(),
                    of.key(),
                    of.valueSchema(),
                    of.value(),
                    of.timestamp(),
                    of.headers());
            this.delivery = delivery;
        }

        Delivery delivery() {
            return delivery;
        }

        /** With exactly-once support Connect counts equal records of a transaction as one, and would hand back only that. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
