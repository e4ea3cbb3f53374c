package dev.tributary.connect.kinesis;

import dev.tributary.connect.changes.Change;
import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Op;
import dev.tributary.connect.changes.Origin;
import dev.tributary.connect.shards.SequencePosition;
import dev.tributary.connect.shards.SideTopics;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The records of a stream as rows, and what is no row as dead letters. */
final class Rows {
    static final String SHARD = "shard";
    static final String SEQUENCE = "sequence";

    private final List<ChangeColumn> columns;
    private final List<String> key;
    private final boolean append;
    private final Decoder decoder;
    private final ChangeTopic topic;
    private final SideTopics sideTopics;
    private final String source;
    private final String stream;

    Rows(KinesisSourceConfig config) {
        columns = config.columns();
        append = config.key().isEmpty();
        key = append ? List.of(SHARD, SEQUENCE) : config.key();
        decoder = config.decoder();
        sideTopics = config.sideTopics();
        source = config.topicPrefix();
        stream = config.stream();
        topic = new ChangeTopic(source + "." + stream, topicColumns(), key);
    }

    private List<ChangeColumn> topicColumns() {
        List<ChangeColumn> all = new ArrayList<>();
        if (append) {
            key.forEach(column -> all.add(ChangeColumn.text(column)));
        }
        all.addAll(columns);
        return all;
    }

    /** What a record becomes. */
    SourceRecord of(Record told, String shard, Map<String, ?> partition, Map<String, ?> offset) {
        byte[] data = told.data().asByteArray();
        try {
            Struct row = row(data, shard, told.sequenceNumber());
            Op op = append ? Op.CREATE : Op.UPDATE;
            Change change = new Change(op, topic.keyOf(row), null, row, origin(told, shard));
            return topic.record(change, partition, offset);
        } catch (BadDataException e) {
            SourceRecord letter = sideTopics.deadLetter(
                    new SideTopics.At(stream + "/" + shard, partition, offset), data, String.valueOf(e.getMessage()));
            letter.headers().addString(SEQUENCE, told.sequenceNumber());
            return letter;
        }
    }

    private Struct row(byte[] data, String shard, String sequence) throws BadDataException {
        List<@Nullable String> cells = decoder.cells(data, columns);
        Struct row = topic.row();
        if (append) {
            row.put(SHARD, shard).put(SEQUENCE, sequence);
        }
        for (int i = 0; i < cells.size(); i++) {
            ChangeColumn column = columns.get(i);
            row.put(column.name(), value(column, cells.get(i)));
        }
        return row;
    }

    private @Nullable Object value(ChangeColumn column, @Nullable String cell) throws BadDataException {
        if (cell == null) {
            if (key.contains(column.name())) {
                throw new BadDataException("the column " + column.name() + " of the key has no value");
            }
            return null;
        }
        try {
            return column.type().read(cell);
        } catch (DataException e) {
            throw new BadDataException("the column " + column.name() + " has a value that is " + e.getMessage());
        }
    }

    private Origin origin(Record told, String shard) {
        Instant arrived = told.approximateArrivalTimestamp();
        return new Origin(
                "kinesis",
                source,
                stream,
                shard,
                arrived == null ? System.currentTimeMillis() : arrived.toEpochMilli(),
                SequencePosition.of(new BigInteger(told.sequenceNumber())));
    }
}
