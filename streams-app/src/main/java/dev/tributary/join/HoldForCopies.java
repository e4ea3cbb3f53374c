package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.LatestRows;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Gives each event the row it refers to, from a table that the instance has whole, or holds it until that row comes or the
 * time is up. Rows of that table come by another thread, so that the task looks after them itself.
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class HoldForCopies implements Processor<byte[], RoutedRow, byte[], RoutedRow> {
    private static final Duration MOST_SELDOM = Duration.ofMillis(100);

    private final LatestRows partners;
    private final WaitingRows.Settings settings;
    private final Copies copies;
    private ProcessorContext<byte[], RoutedRow> context;
    private WaitingRows waiting;
    private Awaited awaited;
    private Cancellable watch;

    HoldForCopies(LatestRows partners, WaitingRows.Settings settings, Copies copies) {
        this.partners = partners;
        this.settings = settings;
        this.copies = copies;
    }

    @Override
    public void init(ProcessorContext<byte[], RoutedRow> processorContext) {
        context = processorContext;
        partners.init(context);
        awaited = copies.listen();
        waiting =
                new WaitingRows(context.getStateStore(settings.store()), settings, context.metrics(), awaited::remove);
        waiting.references(this::await);
    }

    @Override
    public void close() {
        copies.leave(awaited);
        endWatch();
    }

    @Override
    public void process(Record<byte[], RoutedRow> record) {
        releaseCome(record.timestamp());
        RoutedRow row = record.value();
        byte[] reference = row.reference();
        ChangeEvent partner = partner(reference);
        if (row.lacks(partner)) {
            waiting.hold(row, context.currentSystemTimeMs());
            await(reference);
        } else {
            if (!Joined.missing(partner) && awaited.contains(reference)) {
                release(reference, partner, record.timestamp());
            }
            context.forward(record.withKey(row.key()).withValue(row.joinedWith(partner)));
        }
    }

    private @Nullable ChangeEvent partner(byte @Nullable [] reference) {
        byte[] stored = reference == null ? null : copies.get(reference, partners::stored);
        return stored == null ? null : partners.event(stored);
    }

    /** From now on one is told what comes; what came before that is looked up. */
    private void await(byte[] reference) {
        awaited.add(reference);
        byte[] come = copies.get(reference, partners::stored);
        if (come != null) {
            awaited.tell(Bytes.wrap(reference), come);
        }
        if (watch == null) {
            watch = context.schedule(settings.lookEvery(MOST_SELDOM), PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    /** Only while events wait: each look makes Kafka Streams commit. */
    private void look(long now) {
        releaseCome(now);
        waiting.takeExpired(now, row -> context.forward(new Record<>(row.key(), row.joinedWith(null), now)));
        if (awaited.isEmpty()) {
            endWatch();
        }
    }

    private void endWatch() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    private void releaseCome(long now) {
        for (Awaited.Come come = awaited.next(); come != null; come = awaited.next()) {
            ChangeEvent partner = partners.event(come.row());
            if (partner.live()) {
                release(come.key(), partner, now);
            }
        }
    }

    private void release(byte[] reference, ChangeEvent partner, long now) {
        waiting.take(reference, row -> context.forward(new Record<>(row.key(), row.joinedWith(partner), now)));
    }
}
