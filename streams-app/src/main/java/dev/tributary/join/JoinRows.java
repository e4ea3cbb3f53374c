package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.StoredEvent;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Joins arriving rows to the row they refer to, and remembers them for when that row changes. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class JoinRows implements Processor<byte[], RoutedRow, byte[], JoinedChange> {
    private final JoinStores stores;
    private final RoutedRowSerde rows;
    private final StoredEvent partners;
    private final boolean inner;
    private ProcessorContext<byte[], JoinedChange> context;
    private KeyValueStore<Bytes, byte[]> index;
    private KeyValueStore<Bytes, byte[]> partnerStore;

    JoinRows(JoinStores stores, RoutedRowSerde rows, StoredEvent partners, boolean inner) {
        this.stores = stores;
        this.rows = rows;
        this.partners = partners;
        this.inner = inner;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
        index = context.getStateStore(stores.index());
        partnerStore = context.getStateStore(stores.partner());
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        RoutedRow routed = record.value();
        Bytes key = IndexKey.of(routed.reference(), routed.key());
        byte[] heldBytes = index.get(key);
        Joined held = heldBytes == null ? null : rows.row(heldBytes).joined();
        if (held != null && outdated(routed, held)) {
            return;
        }
        ChangeEvent partner = routed.reference() == null ? null : partners.get(partnerStore, routed.reference());
        Joined before = held == null ? null : held.visibleWith(partner, inner);
        if (routed.gone()) {
            index.delete(key);
            forward(record, new JoinedChange(routed.move(), before, null, routed.joined()));
        } else {
            index.put(key, rows.bytes(routed));
            Joined latest = routed.joined().with(partner);
            forward(
                    record,
                    new JoinedChange(routed.move(), before, routed.joined().visibleWith(partner, inner), latest));
        }
    }

    /** Whether this is an older word about a row that has come back since. */
    private static boolean outdated(RoutedRow routed, Joined held) {
        int order = routed.joined().compareTo(held);
        return order < 0 || (order == 0 && routed.move() == Move.LEFT);
    }

    private void forward(Record<byte[], RoutedRow> record, JoinedChange change) {
        context.forward(new Record<>(record.value().key(), change, record.timestamp(), record.headers()));
    }
}
