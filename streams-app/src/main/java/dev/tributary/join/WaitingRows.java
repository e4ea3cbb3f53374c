package dev.tributary.join;

import dev.tributary.change.Counters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Events held for a row that they refer to and that is not there yet, found by that row's key.
 *
 * <p>In front of the events that wait for a key stands a mark. To ask for the mark is a lookup; to scan where nothing waits
 * would lead RocksDB through everything that was deleted behind that place.
 */
final class WaitingRows {
    private static final byte[] MARK = {};

    /** Where events wait, how they are written, and for how long. */
    record Settings(String store, RoutedRowSerde rows, Duration patience) {
        /** How often to look whether a time is up. */
        Duration lookEvery(Duration mostSeldom) {
            return patience.compareTo(mostSeldom) < 0 ? patience : mostSeldom;
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final Settings settings;
    private final Consumer<byte[]> forgotten;
    private final Sensor waiting;
    private final Sensor released;
    private long earliest = Long.MIN_VALUE;

    /** The rows of the store; those that begin to wait, and those that no longer do, are counted. */
    WaitingRows(KeyValueStore<Bytes, byte[]> store, Settings settings, StreamsMetrics metrics) {
        this(store, settings, metrics, reference -> {});
    }

    /** The same; {@code forgotten} is told the keys that nothing waits for any longer. */
    WaitingRows(
            KeyValueStore<Bytes, byte[]> store, Settings settings, StreamsMetrics metrics, Consumer<byte[]> forgotten) {
        this.store = store;
        this.settings = settings;
        this.forgotten = forgotten;
        this.waiting = Counters.sensor(metrics, settings.store(), "waiting");
        this.released = Counters.sensor(metrics, settings.store(), "released");
    }

    void hold(RoutedRow row, long now) {
        long deadline = now + settings.patience().toMillis();
        byte[] event = settings.rows().bytes(row);
        byte[] value = ByteBuffer.allocate(Long.BYTES + event.length)
                .putLong(deadline)
                .put(event)
                .array();
        Bytes mark = IndexKey.prefix(row.reference());
        if (store.get(mark) == null) {
            store.put(mark, MARK);
        }
        store.put(IndexKey.of(row.reference(), eventKey(row)), value);
        earliest = Math.min(earliest, deadline);
        waiting.record();
    }

    /** Tells every key that events wait for. */
    void references(Consumer<byte[]> taker) {
        try (KeyValueIterator<Bytes, byte[]> held = store.all()) {
            while (held.hasNext()) {
                KeyValue<Bytes, byte[]> entry = held.next();
                if (!isEvent(entry)) {
                    taker.accept(IndexKey.reference(entry.key));
                }
            }
        }
    }

    /** Hands over, and forgets, every event that waits for {@code reference}. */
    void take(byte[] reference, Consumer<RoutedRow> taker) {
        Bytes mark = IndexKey.prefix(reference);
        if (store.get(mark) == null) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> held = store.prefixScan(mark, new BytesSerializer())) {
            while (held.hasNext()) {
                KeyValue<Bytes, byte[]> entry = held.next();
                if (isEvent(entry)) {
                    release(entry, taker);
                }
            }
        }
        forget(mark);
    }

    /** Hands over, and forgets, every event whose time is up. */
    void takeExpired(long now, Consumer<RoutedRow> taker) {
        if (now < earliest) {
            return;
        }
        earliest = Long.MAX_VALUE;
        try (KeyValueIterator<Bytes, byte[]> held = store.all()) {
            Bytes bareMark = null;
            while (held.hasNext()) {
                KeyValue<Bytes, byte[]> entry = held.next();
                if (!isEvent(entry)) {
                    forget(bareMark);
                    bareMark = entry.key;
                } else if (deadline(entry) <= now) {
                    release(entry, taker);
                } else {
                    earliest = Math.min(earliest, deadline(entry));
                    bareMark = null;
                }
            }
            forget(bareMark);
        }
    }

    private void release(KeyValue<Bytes, byte[]> event, Consumer<RoutedRow> taker) {
        taker.accept(row(event.value));
        store.delete(event.key);
        released.record();
    }

    private void forget(@Nullable Bytes mark) {
        if (mark != null) {
            store.delete(mark);
            forgotten.accept(IndexKey.reference(mark));
        }
    }

    private static boolean isEvent(KeyValue<Bytes, byte[]> entry) {
        return entry.value.length > 0;
    }

    private static long deadline(KeyValue<Bytes, byte[]> event) {
        return ByteBuffer.wrap(event.value).getLong();
    }

    /** Several events of one row may wait: the place they were read at tells them apart, in order. */
    private static byte[] eventKey(RoutedRow row) {
        return ByteBuffer.allocate(row.key().length + Integer.BYTES + Long.BYTES)
                .put(row.key())
                .putInt(row.partition())
                .putLong(row.offset())
                .array();
    }

    private RoutedRow row(byte[] value) {
        return settings.rows().row(java.util.Arrays.copyOfRange(value, Long.BYTES, value.length));
    }
}
