package dev.tributary.topology;

import dev.tributary.change.Counters;
import java.util.Arrays;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Lets no version of a key pass behind a newer one. Those of equal position pass: they come from one partition, in order.
 *
 * <p>A deleted key keeps its position, so that a late version does not bring it back.
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class KeepOrder implements Processor<byte[], byte[], byte[], byte[]> {
    private final String output;
    private final String storeName;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> lastPositions;
    private Sensor superseded;

    /** An order over the {@link PlacedRow}s of an output. */
    KeepOrder(String output, String storeName) {
        this.output = output;
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        lastPositions = context.getStateStore(storeName);
        superseded = Counters.sensor(context.metrics(), output, "superseded");
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Bytes key = Bytes.wrap(record.key());
        byte[] position = PlacedRow.position(record.value());
        byte[] last = lastPositions.get(key);
        int order = last == null ? 1 : Arrays.compareUnsigned(position, last);
        if (order < 0) {
            superseded.record();
            return;
        }
        if (order > 0) {
            lastPositions.put(key, position);
        }
        context.forward(record.withValue(PlacedRow.value(record.value())));
    }
}
