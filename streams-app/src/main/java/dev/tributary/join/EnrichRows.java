package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.LatestRows;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Gives each event the latest row it refers to. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class EnrichRows implements Processor<byte[], RoutedRow, byte[], JoinedChange> {
    private final LatestRows partners;
    private final Settlement settlement;
    private ProcessorContext<byte[], JoinedChange> context;

    EnrichRows(LatestRows partners, Settlement settlement) {
        this.partners = partners;
        this.settlement = settlement;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
        partners.init(context);
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        RoutedRow row = record.value();
        ChangeEvent partner = partners.get(row.reference());
        JoinedChange change = settlement.of(row.joinedWith(partner));
        context.forward(new Record<>(row.key(), change, record.timestamp(), record.headers()));
    }
}
