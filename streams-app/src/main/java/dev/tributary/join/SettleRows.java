package dev.tributary.join;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides what becomes of the events that waited: each on its own, so that one that is refused holds up no other. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class SettleRows implements Processor<byte[], RoutedRow, byte[], JoinedChange> {
    private final Settlement settlement;
    private ProcessorContext<byte[], JoinedChange> context;

    SettleRows(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        context.forward(record.withValue(settlement.of(record.value())));
    }
}
