package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.LatestRows;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Joins arriving rows to the row they refer to, and remembers them for when that row changes. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class JoinRows implements Processor<byte[], RoutedRow, byte[], JoinedChange> {
    private final String indexName;
    private final RoutedRowSerde rows;
    private final LatestRows partners;
    private final boolean inner;
    private ProcessorContext<byte[], JoinedChange> context;
    private KeyValueStore<Bytes, byte[]> index;

    JoinRows(String indexName, RoutedRowSerde rows, LatestRows partners, boolean inner) {
        this.indexName = indexName;
        this.rows = rows;
        this.partners = partners;
        this.inner = inner;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
        index = context.getStateStore(indexName);
        partners.init(context);
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        RoutedRow routed = record.value();
        Bytes key = IndexKey.of(routed.reference(), routed.key());
        Joined held = held(routed, key);
        if (held != null && outdated(routed, held)) {
            return;
        }
        ChangeEvent partner = partners.get(routed.reference());
        Joined before = held == null ? null : held.visibleWith(partner, inner);
        if (routed.gone()) {
            index.delete(key);
            forward(record, before, null, routed.joined());
        } else {
            index.put(key, rows.bytes(routed));
            Joined latest = routed.joined().with(partner);
            forward(record, before, routed.joined().visibleWith(partner, inner), latest);
        }
    }

    /** To look for what is not there is dear in RocksDB, and most rows of a backlog are new. */
    private @Nullable Joined held(RoutedRow routed, Bytes key) {
        byte[] held = routed.move() == Move.NEW ? null : index.get(key);
        return held == null ? null : rows.row(held).joined();
    }

    /** Whether this is an older word about a row that has come back since. */
    private static boolean outdated(RoutedRow routed, Joined held) {
        int order = routed.joined().compareTo(held);
        return order < 0 || (order == 0 && routed.move() == Move.LEFT);
    }

    /** What is new here may be known to the next join: its rows come from several partitions of this one. */
    private void forward(
            Record<byte[], RoutedRow> record, @Nullable Joined before, @Nullable Joined after, Joined latest) {
        Move move =
                record.value().move() == Move.NEW ? Move.STAYED : record.value().move();
        JoinedChange change = new JoinedChange(move, before, after, latest);
        context.forward(new Record<>(record.value().key(), change, record.timestamp(), record.headers()));
    }
}
