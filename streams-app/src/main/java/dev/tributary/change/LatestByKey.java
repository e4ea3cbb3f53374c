package dev.tributary.change;

import dev.tributary.serde.Replayed;
import dev.tributary.serde.RowVersions;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest row of each key and tells what changed.
 *
 * <p>Events go in as their topic has them: re-delivered, interleaved, with values left open. What comes out never goes back
 * in time and only ever tells of a difference. A deleted row leaves its position behind, so that a late event of before the
 * delete does not bring it back.
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
public final class LatestByKey implements Processor<byte[], ChangeEvent, byte[], TableChange> {
    private final String table;
    private final String storeName;
    private final StoredEvent stored;
    private final RowFill fill;
    private ProcessorContext<byte[], TableChange> context;
    private KeyValueStore<Bytes, byte[]> store;
    private Counters counters;

    /** A guard over the store of that name; {@code ignoreNulls}: an incoming null keeps the value held. */
    public LatestByKey(String table, String storeName, RowVersions rows, boolean ignoreNulls) {
        this.table = table;
        this.storeName = storeName;
        this.stored = new StoredEvent(rows);
        this.fill = new RowFill(ignoreNulls);
    }

    @Override
    public void init(ProcessorContext<byte[], TableChange> processorContext) {
        context = processorContext;
        store = context.getStateStore(storeName);
        counters = new Counters(context.metrics(), table);
    }

    @Override
    public void process(Record<byte[], ChangeEvent> record) {
        byte[] heldBytes = store.get(Bytes.wrap(record.key()));
        Held held = heldBytes == null ? null : stored.read(heldBytes);
        Held taken = endsStaleDelete(record.value(), held) ? null : PositionGuard.taken(record.value(), held);
        if (taken != null) {
            take(taken, held == null ? null : held.event(), record);
        } else if (held != null && Replayed.is(record.headers()) && isHeld(record.value(), held.event())) {
            // The table took it, a later step did not: that one gets another try with the row as it is now.
            context.forward(record.withValue(new TableChange(held.event(), held.event())));
        } else {
            passOver(record, held);
        }
    }

    private void take(Held taken, @Nullable ChangeEvent before, Record<byte[], ChangeEvent> record) {
        ChangeEvent event = fill.fill(taken.event(), before, counters);
        put(record.key(), taken.with(event));
        if (before != null && Objects.equals(before.row(), event.row())) {
            counters.unchanged();
        } else {
            context.forward(record.withValue(new TableChange(before, event)));
        }
    }

    private void passOver(Record<byte[], ChangeEvent> record, @Nullable Held held) {
        counters.stale();
        ChangeEvent event = record.value();
        if (held != null && held.event().live() && event.op() == Op.DELETE) {
            boolean isTombstone = event.position().equals(Position.UNKNOWN);
            put(record.key(), held.staleDelete(!isTombstone));
        }
    }

    private void put(byte[] key, Held held) {
        store.put(Bytes.wrap(key), stored.bytes(held));
    }

    private static boolean isHeld(ChangeEvent event, ChangeEvent held) {
        Position latest = held.position();
        return event.position().inEpoch(latest.epoch()).equals(latest)
                && event.position().restarts() == latest.restarts();
    }

    private static boolean endsStaleDelete(ChangeEvent event, @Nullable Held held) {
        return held != null && held.afterStaleDelete() && event.position().equals(Position.UNKNOWN);
    }
}
