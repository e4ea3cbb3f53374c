package dev.tributary.join;

import dev.tributary.change.TableChange;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Joins a changed row anew to every row that refers to it. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class RejoinPartner implements Processor<byte[], TableChange, byte[], JoinedChange> {
    private final String indexName;
    private final RoutedRowSerde rows;
    private final boolean inner;
    private ProcessorContext<byte[], JoinedChange> context;
    private KeyValueStore<Bytes, byte[]> index;

    RejoinPartner(String indexName, RoutedRowSerde rows, boolean inner) {
        this.indexName = indexName;
        this.rows = rows;
        this.inner = inner;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
        index = context.getStateStore(indexName);
    }

    @Override
    public void process(Record<byte[], TableChange> record) {
        TableChange change = record.value();
        try (KeyValueIterator<Bytes, byte[]> referring =
                index.prefixScan(IndexKey.prefix(record.key()), new BytesSerializer())) {
            while (referring.hasNext()) {
                KeyValue<Bytes, byte[]> entry = referring.next();
                Joined joined = rows.row(entry.value).joined();
                JoinedChange rejoined = new JoinedChange(
                        Move.STAYED,
                        joined.visibleWith(change.before(), inner),
                        joined.visibleWith(change.after(), inner),
                        joined.with(change.after()));
                context.forward(new Record<>(
                        IndexKey.key(entry.key, record.key()), rejoined, record.timestamp(), record.headers()));
            }
        }
    }
}
