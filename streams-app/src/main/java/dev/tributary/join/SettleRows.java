package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.JsonRowWriter;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides what becomes of an event without its partner: out with nulls (left), or a dead letter (inner). */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class SettleRows implements Processor<byte[], RoutedRow, byte[], JoinedChange> {
    private final String drivingTopic;
    private final String reason;
    private final boolean inner;
    private ProcessorContext<byte[], JoinedChange> context;

    SettleRows(String drivingTopic, String reason, boolean inner) {
        this.drivingTopic = drivingTopic;
        this.reason = reason;
        this.inner = inner;
    }

    @Override
    public void init(ProcessorContext<byte[], JoinedChange> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        RoutedRow row = record.value();
        Joined joined = row.joined();
        if (row.gone()) {
            context.forward(record.withValue(new JoinedChange(Move.ARRIVED, null, null, joined)));
            return;
        }
        ChangeEvent partner = joined.event(joined.size() - 1);
        if (inner && (partner == null || !partner.live())) {
            Row driving = java.util.Objects.requireNonNull(joined.row(0));
            byte[] kept = new JsonRowWriter(driving.schema()).write(driving);
            throw new BadRecordException(reason, row.origin(drivingTopic), row.key(), kept);
        }
        context.forward(record.withValue(new JoinedChange(Move.STAYED, null, joined, joined)));
    }
}
