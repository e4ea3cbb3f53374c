package dev.tributary.join;

import dev.tributary.pipeline.Join;
import dev.tributary.serde.Origin;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends each changed row to the partition that holds the row it refers to.
 *
 * <p>A row that refers elsewhere than before goes to both: the old partition lets go of it silently, the new one speaks for
 * it. A row that refers to nothing goes nowhere in an inner join, and under its own key in a left join.
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class RouteToPartner<V> implements Processor<byte[], V, byte[], RoutedRow> {
    private final Function<V, @Nullable JoinedChange> start;
    private final Reference reference;
    private final boolean inner;
    private final boolean everyEvent;
    private final String partner;
    private final String drivingTopic;
    private ProcessorContext<byte[], RoutedRow> context;
    private Origin origin;

    /** A route by the join's reference; {@code start} tells the change of a record, or null where there is none. */
    RouteToPartner(Function<V, @Nullable JoinedChange> start, Reference reference, JoinStep.Side side, Join join) {
        this.start = start;
        this.reference = reference;
        this.inner = join.inner();
        this.everyEvent = side.everyEvent();
        this.partner = join.table();
        this.drivingTopic = side.drivingTopic();
    }

    @Override
    public void init(ProcessorContext<byte[], RoutedRow> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], V> record) {
        JoinedChange change = start.apply(record.value());
        if (change == null) {
            return;
        }
        origin = DrivingRow.origin(drivingTopic, change.latest(), record.headers(), context.recordMetadata());
        Place from = place(change.before());
        Place to = place(change.after());
        if (everyEvent && to == null && change.after() != null) {
            throw DrivingRow.refused(
                    "the row refers to no " + partner + ": a referring column is null",
                    origin,
                    record.key(),
                    change.after());
        }
        if (to != null) {
            move(record, change, from, to);
        } else {
            takeAway(record, change, from);
        }
    }

    private void move(Record<byte[], V> record, JoinedChange change, @Nullable Place from, Place to) {
        boolean moved = from != null && !Arrays.equals(from.reference(), to.reference());
        if (moved) {
            send(record, from, new Word(Move.LEFT, true, change.latest()));
        }
        send(record, to, new Word(moved ? Move.ARRIVED : change.move(), false, change.after()));
    }

    private void takeAway(Record<byte[], V> record, JoinedChange change, @Nullable Place from) {
        if (from != null) {
            send(record, from, new Word(change.move(), true, change.latest()));
        } else if (change.move() == Move.ARRIVED || everyEvent) {
            send(record, new Place(null), new Word(Move.ARRIVED, true, change.latest()));
        }
    }

    private void send(Record<byte[], V> record, Place place, Word word) {
        byte[] reference = place.reference();
        RoutedRow routed = new RoutedRow(
                word.move(), record.key(), reference, word.gone(), word.joined(), origin.partition(), origin.offset());
        byte[] to = reference == null ? record.key() : reference;
        context.forward(new Record<>(to, routed, record.timestamp(), record.headers()));
    }

    private @Nullable Place place(@Nullable Joined joined) {
        byte[] referred = joined == null ? null : reference.of(joined);
        return joined == null || (referred == null && inner) ? null : new Place(referred);
    }

    /** Where a row is joined: at the row it refers to, or on its own. */
    private record Place(byte @Nullable [] reference) {}

    /** What a place is told of a row. */
    private record Word(Move move, boolean gone, Joined joined) {}
}
