package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.StoredEvent;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Gives each event the latest row it refers to. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class EnrichRows implements Processor<byte[], RoutedRow, byte[], JoinedChange> {
    private final String partnerStoreName;
    private final StoredEvent partners;
    private final Settlement settlement;
    private ProcessorContext<byte[], JoinedChange> context;
    private KeyValueStore<Bytes, byte[]> partnerStore;

    EnrichRows(String partnerStoreName, StoredEvent partners, Settlement settlement) {
        this.partnerStoreName = partnerStoreName;
        this.partners = partners;
        this.settlement = settlement;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
        partnerStore = context.getStateStore(partnerStoreName);
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        RoutedRow row = record.value();
        ChangeEvent partner = row.reference() == null ? null : partners.get(partnerStore, row.reference());
        JoinedChange change = settlement.of(row.joinedWith(partner));
        context.forward(new Record<>(row.key(), change, record.timestamp(), record.headers()));
    }
}
