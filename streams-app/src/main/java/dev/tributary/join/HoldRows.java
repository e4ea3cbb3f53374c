package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.LatestRows;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Gives each event the latest row it refers to, or holds it until that row comes or the time is up. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class HoldRows implements Processor<byte[], RoutedRow, byte[], RoutedRow> {
    private static final Duration MOST_SELDOM = Duration.ofSeconds(1);

    private final LatestRows partners;
    private final WaitingRows.Settings waitingSettings;
    private ProcessorContext<byte[], RoutedRow> context;
    private WaitingRows waiting;

    HoldRows(LatestRows partners, WaitingRows.Settings waitingSettings) {
        this.partners = partners;
        this.waitingSettings = waitingSettings;
    }

    @Override
    public void init(ProcessorContext<byte[], RoutedRow> processorContext) {
        context = processorContext;
        partners.init(context);
        waiting = new WaitingRows(context.getStateStore(waitingSettings.store()), waitingSettings, context.metrics());
        context.schedule(waitingSettings.lookEvery(MOST_SELDOM), PunctuationType.WALL_CLOCK_TIME, this::giveUp);
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        RoutedRow row = record.value();
        ChangeEvent partner = partners.get(row.reference());
        if (row.lacks(partner)) {
            waiting.hold(row, context.currentSystemTimeMs());
        } else {
            context.forward(record.withKey(row.key()).withValue(row.joinedWith(partner)));
        }
    }

    private void giveUp(long now) {
        waiting.takeExpired(now, row -> context.forward(new Record<>(row.key(), row.joinedWith(null), now)));
    }
}
