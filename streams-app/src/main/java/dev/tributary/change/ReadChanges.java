package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.serde.JsonInput;
import dev.tributary.serde.JsonRowReader;
import dev.tributary.serde.Origin;
import dev.tributary.serde.Replayed;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Takes the records of a change topic as change events under the one spelling of their keys.
 *
 * <p>A dead letter that was sent back keeps the place that it had: it is read as of its first offset.
 */
@org.jspecify.annotations.NullUnmarked // Kafka calls init before anything else
public final class ReadChanges implements Processor<byte[], byte[], byte[], ChangeEvent> {
    private final EventReader events;
    private final TableKeys keys;
    private final JsonRowReader keptRows;
    private ProcessorContext<byte[], ChangeEvent> context;

    public ReadChanges(EventReader events, TableKeys keys) {
        this.events = events;
        this.keys = keys;
        this.keptRows = new JsonRowReader(keys.schema());
    }

    @Override
    public void init(ProcessorContext<byte[], ChangeEvent> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        boolean replayed = Replayed.is(record.headers());
        ChangeEvent event = replayed ? replayed(record) : read(record, here());
        if (replayed && event.equals(ChangeEvent.TOMBSTONE)) {
            // It follows a delete, which tells as much and knows its place.
            return;
        }
        Row before = tellsBefore(record) ? events.before(record.value()) : null;
        if (before != null) {
            forwardOfRowsAlone(record, event, keys.ofRow(before));
        } else if (!keys.ofRowsAlone() || !event.equals(ChangeEvent.TOMBSTONE)) {
            forward(record, keys.of(record.key(), event), event);
        }
    }

    private boolean tellsBefore(Record<byte[], byte[]> record) {
        return keys.ofRowsAlone() && record.value() != null && Replayed.event(record.headers()) == null;
    }

    private void forward(Record<byte[], byte[]> record, byte[] key, ChangeEvent event) {
        context.forward(new Record<>(key, event, record.timestamp(), headers(record)));
    }

    /** A row that got another key leaves the one before, which nothing but the row before tells. */
    private void forwardOfRowsAlone(Record<byte[], byte[]> record, ChangeEvent event, byte[] keyBefore) {
        byte[] key = event.live() ? keys.of(record.key(), event) : keyBefore;
        if (!Arrays.equals(key, keyBefore)) {
            forward(record, keyBefore, event.deleted());
        }
        forward(record, key, event);
    }

    private ChangeEvent read(Record<byte[], byte[]> record, long offset) {
        return record.value() == null ? events.tombstone(offset) : events.read(record.value(), offset);
    }

    private ChangeEvent replayed(Record<byte[], byte[]> record) {
        String event = Replayed.event(record.headers());
        if (event != null && record.value() != null) {
            return EventText.read(event, JsonInput.read(record.value(), keptRows::read));
        }
        Origin origin = Origin.told(record.headers());
        return read(record, origin == null ? here() : origin.offset());
    }

    private long here() {
        return context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
    }

    /** Behind a repartition nobody else could tell where the record stood. */
    private Headers headers(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElse(null);
        if (keys.moves() && at != null && record.headers().lastHeader(Origin.HEADER) == null) {
            record.headers().add(Origin.HEADER, new Origin(at.topic(), at.partition(), at.offset()).text());
        }
        return record.headers();
    }
}
