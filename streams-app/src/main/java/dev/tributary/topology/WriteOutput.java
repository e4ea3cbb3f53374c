package dev.tributary.topology;

import dev.tributary.join.DrivingRow;
import dev.tributary.join.Joined;
import dev.tributary.join.JoinedChange;
import dev.tributary.join.Move;
import dev.tributary.pipeline.Output;
import dev.tributary.projection.ProjectionException;
import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;
import dev.tributary.serde.Origin;
import dev.tributary.serde.Replayed;
import dev.tributary.serde.RowWriter;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes what changed in the output: the row as it is now, or that it is gone; nothing where nothing differs. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class WriteOutput<V> implements Processor<byte[], V, byte[], byte[]> {
    private final Function<V, @Nullable JoinedChange> start;
    private final OutputShapes shapes;
    private final String drivingTopic;
    private final boolean placed;
    private OutputShape shape;
    private RowWriter writer;
    private ProcessorContext<byte[], byte[]> context;

    /** A step that writes rows of these shapes; {@code placed}: as {@link PlacedRow}s. */
    WriteOutput(Function<V, @Nullable JoinedChange> start, OutputShapes shapes, String drivingTopic, boolean placed) {
        this.start = start;
        this.shapes = shapes;
        this.drivingTopic = drivingTopic;
        this.placed = placed;
        use(shapes.current());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], V> record) {
        JoinedChange change = start.apply(record.value());
        if (change == null || change.move() == Move.LEFT) {
            return;
        }
        boolean arrived = change.move() == Move.ARRIVED;
        if (change.after() != null) {
            upsert(record, change.after(), arrived ? null : change.before());
        } else if (change.before() != null || arrived) {
            delete(record, change.latest());
        }
    }

    private void upsert(Record<byte[], V> record, Joined after, @Nullable Joined before) {
        Row row = projected(record, after);
        if (before == null || Replayed.is(record.headers()) || differs(before, row)) {
            write(record, after, writer.write(shape.rows().of(row, after)));
        }
    }

    private Row projected(Record<byte[], V> record, Joined joined) {
        try {
            use(shapes.of(joined));
            return shape.project(joined);
        } catch (ProjectionException | BadRecordException e) {
            Origin origin = DrivingRow.origin(drivingTopic, joined, record.headers(), context.recordMetadata());
            throw DrivingRow.refused(String.valueOf(e.getMessage()), origin, record.key(), joined);
        }
    }

    /** A row before that was refused did not go out, which is no fault of the row that follows. */
    private boolean differs(Joined before, Row row) {
        try {
            return shapes.of(before) != shape || !row.equals(shape.project(before));
        } catch (ProjectionException | BadRecordException refused) {
            return true;
        }
    }

    private void delete(Record<byte[], V> record, Joined latest) {
        use(shapes.current());
        if (shape.deletes() != Output.Deletes.TOMBSTONE) {
            Row gone = shape.rows().deleted(shape.keyColumns(record.key()), latest);
            write(record, latest, writer.write(gone));
        }
        if (shape.deletes() != Output.Deletes.ROW) {
            write(record, latest, null);
        }
    }

    /** Columns may come while the application runs. */
    private void use(OutputShape present) {
        if (present != shape) {
            shape = present;
            writer = present.newWriter();
        }
    }

    private void write(Record<byte[], V> record, Joined joined, byte @Nullable [] value) {
        byte[] written = placed ? PlacedRow.of(shape.rows().position(joined), value) : value;
        context.forward(new Record<>(shape.key(record.key()), written, record.timestamp(), record.headers()));
    }
}
