package dev.tributary.change;

import dev.tributary.serde.Replayed;
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
    public LatestByKey(String table, String storeName, StoredEvent stored, boolean ignoreNulls) {
        this.table = table;
        this.storeName = storeName;
        this.stored = stored;
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
        Bytes key = Bytes.wrap(record.key());
        byte[] heldBytes = store.get(key);
        ChangeEvent held = heldBytes == null ? null : stored.read(heldBytes);
        ChangeEvent event =
                endsStaleDelete(record.value(), heldBytes) ? null : PositionGuard.newer(record.value(), held);
        if (event == null) {
            passOver(key, record, heldBytes, held);
        } else {
            take(key, fill.fill(event, held, counters), held, record);
        }
    }

    private void take(Bytes key, ChangeEvent event, @Nullable ChangeEvent held, Record<byte[], ChangeEvent> record) {
        store.put(key, stored.bytes(event));
        if (held != null && Objects.equals(held.row(), event.row())) {
            counters.unchanged();
        } else {
            context.forward(record.withValue(new TableChange(held, event)));
        }
    }

    private void passOver(
            Bytes key, Record<byte[], ChangeEvent> record, byte @Nullable [] heldBytes, @Nullable ChangeEvent held) {
        ChangeEvent event = record.value();
        if (held != null && event.position().equals(held.position()) && Replayed.is(record.headers())) {
            // The table took it, a later step did not: that one gets another try with the row as it is now.
            context.forward(record.withValue(new TableChange(held, held)));
            return;
        }
        counters.stale();
        boolean liveAfterDelete = held != null && held.live() && event.op() == Op.DELETE;
        if (!liveAfterDelete) {
            return;
        }
        boolean isTombstone = event.position().equals(Position.UNKNOWN);
        store.put(key, isTombstone ? stored.bytes(held) : stored.markStaleDelete(heldBytes));
    }

    private boolean endsStaleDelete(ChangeEvent event, byte @Nullable [] heldBytes) {
        return heldBytes != null && event.position().equals(Position.UNKNOWN) && stored.followsStaleDelete(heldBytes);
    }
}
