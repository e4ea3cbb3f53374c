package dev.tributary.topology;

import dev.tributary.join.Joined;
import dev.tributary.join.JoinedChange;
import dev.tributary.join.Move;
import dev.tributary.pipeline.Output;
import dev.tributary.row.Row;
import dev.tributary.serde.RowWriter;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes what changed in the output: the row as it is now, or that it is gone; nothing where nothing differs. */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
final class WriteOutput implements Processor<byte[], JoinedChange, byte[], byte[]> {
    private final OutputShape shape;
    private final RowWriter writer;
    private ProcessorContext<byte[], byte[]> context;

    WriteOutput(OutputShape shape) {
        this.shape = shape;
        this.writer = shape.newWriter();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], JoinedChange> record) {
        JoinedChange change = record.value();
        boolean arrived = change.move() == Move.ARRIVED;
        if (change.move() == Move.LEFT) {
            return;
        }
        if (change.after() != null) {
            upsert(record, change.after(), arrived ? null : change.before());
        } else if (change.before() != null || arrived) {
            delete(record);
        }
    }

    private void upsert(Record<byte[], JoinedChange> record, Joined after, @Nullable Joined before) {
        Row row = shape.project(after);
        if (before == null || !row.equals(shape.project(before))) {
            byte[] value = writer.write(shape.rows().of(row, after));
            context.forward(record.withKey(shape.key(record.key())).withValue(value));
        }
    }

    private void delete(Record<byte[], JoinedChange> record) {
        byte[] key = shape.key(record.key());
        if (shape.deletes() != Output.Deletes.TOMBSTONE) {
            Row gone = shape.rows()
                    .deleted(shape.keyColumns(record.key()), record.value().latest());
            context.forward(record.withKey(key).withValue(writer.write(gone)));
        }
        if (shape.deletes() != Output.Deletes.ROW) {
            context.forward(record.withKey(key).withValue(null));
        }
    }
}
