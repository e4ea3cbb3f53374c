package dev.tributary.join;

import dev.tributary.change.TableChange;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Lets the events go that waited for a row which has come. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class ReleaseWaiting implements Processor<byte[], TableChange, byte[], RoutedRow> {
    private final WaitingRows.Settings settings;
    private ProcessorContext<byte[], RoutedRow> context;
    private WaitingRows waiting;

    ReleaseWaiting(WaitingRows.Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], RoutedRow> processorContext) {
        context = processorContext;
        waiting = new WaitingRows(context.getStateStore(settings.store()), settings, context.metrics());
    }

    @Override
    public void process(Record<byte[], TableChange> record) {
        if (record.value().after().live()) {
            waiting.take(
                    record.key(),
                    row -> context.forward(record.withKey(row.key())
                            .withValue(row.joinedWith(record.value().after()))));
        }
    }
}
