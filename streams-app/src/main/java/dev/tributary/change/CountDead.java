package dev.tributary.change;

import dev.tributary.serde.BadRecordException;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A step whose bad records are counted, as metric {@code dead} of group {@code stream-tributary-metrics}. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
public final class CountDead<K, V, L, W> implements Processor<K, V, L, W> {
    private final String name;
    private final Processor<K, V, L, W> step;
    private Sensor dead;

    public CountDead(String name, Processor<K, V, L, W> step) {
        this.name = name;
        this.step = step;
    }

    @Override
    public void init(ProcessorContext<L, W> context) {
        dead = Counters.sensor(context.metrics(), name, "dead");
        step.init(context);
    }

    @Override
    public void process(Record<K, V> record) {
        try {
            step.process(record);
        } catch (BadRecordException e) {
            dead.record();
            throw e;
        }
    }

    @Override
    public void close() {
        step.close();
    }
}
