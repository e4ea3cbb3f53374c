package dev.tributary.join;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps a table whole in each instance, as another store has it, and tells what changes. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
public final class KeepCopies implements Processor<byte[], byte[], Void, Void> {
    private final String storeName;
    private final Copies copies;
    private KeyValueStore<Bytes, byte[]> store;

    public KeepCopies(String storeName, Copies copies) {
        this.storeName = storeName;
        this.copies = copies;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        store.put(Bytes.wrap(record.key()), record.value());
        copies.changed(record.key(), record.value());
    }
}
