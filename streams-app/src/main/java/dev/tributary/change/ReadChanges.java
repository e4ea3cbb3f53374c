package dev.tributary.change;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes the records of a change topic as change events under the one spelling of their keys. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
public final class ReadChanges implements Processor<byte[], byte[], byte[], ChangeEvent> {
    private final EventReader events;
    private final TableKeys keys;
    private ProcessorContext<byte[], ChangeEvent> context;

    public ReadChanges(EventReader events, TableKeys keys) {
        this.events = events;
        this.keys = keys;
    }

    @Override
    public void init(ProcessorContext<byte[], ChangeEvent> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
        ChangeEvent event = record.value() == null ? events.tombstone(offset) : events.read(record.value(), offset);
        context.forward(new Record<>(keys.of(record.key(), event), event, record.timestamp(), record.headers()));
    }
}
