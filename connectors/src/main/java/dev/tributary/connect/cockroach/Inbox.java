package dev.tributary.connect.cockroach;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;

/** What the listener took and Kafka has not acknowledged yet: bounded, so that a slow Kafka slows the feeds down. */
final class Inbox {
    private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final int most;

    Inbox(int most) {
        this.most = most;
    }

    /** Takes the delivery, unless too much is waiting; a large one is taken when nothing else waits. */
    boolean offer(Delivery delivery) {
        int before = pending.getAndAdd(delivery.size());
        if (before > 0 && before + delivery.size() > most) {
            pending.addAndGet(-delivery.size());
            return false;
        }
        return queue.add(delivery);
    }

    /** The records of what waits, about as many as asked for; none when nothing comes within the time. */
    List<SourceRecord> take(int about, long millis) throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        Delivery delivery = queue.poll(millis, TimeUnit.MILLISECONDS);
        while (delivery != null) {
            records.addAll(delivery.records());
            delivery = records.size() < about ? queue.poll() : null;
        }
        return records;
    }

    void acknowledge(SourceRecord record) {
        if (record instanceof Delivery.Tracked tracked) {
            pending.decrementAndGet();
            tracked.delivery().acknowledge();
        }
    }
}
