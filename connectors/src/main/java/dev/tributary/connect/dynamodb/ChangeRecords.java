package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.Change;
import dev.tributary.connect.changes.Op;
import dev.tributary.connect.changes.Origin;
import dev.tributary.connect.shards.SideTopics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** The records of one table: what its scan read, what its stream tells, and what fits no column. */
final class ChangeRecords {
    /** The header of a delete that nobody asked for. */
    static final String DELETED_BY = "deleted.by";

    private final TableSettings table;
    private final ItemRows rows;
    private final String source;
    private final SideTopics sideTopics;
    private final boolean tombstones;

    ChangeRecords(TableSettings table, ItemRows rows, DynamoDbSourceConfig config) {
        this.table = table;
        this.rows = rows;
        this.source = config.topicPrefix();
        this.sideTopics = config.sideTopics();
        this.tombstones = config.tombstones();
    }

    /** Where a record stands for Connect: its source partition, and the offsets before and after it. */
    record Place(Map<String, ?> partition, Map<String, ?> before, Map<String, ?> after) {
        private SideTopics.At at(String name) {
            return new SideTopics.At(name, partition, after);
        }
    }

    /**
     * An item that the scan read. In a later epoch it is an update: the guard lets no {@code r} over a streamed change that
     * has a higher number, and there it shall.
     */
    SourceRecord scanned(Map<String, AttributeValue> item, long scanMs, Place place) {
        Op op = table.epoch() == 0 ? Op.READ : Op.UPDATE;
        try {
            Struct row = rows.row(item);
            Origin origin = origin("scan", scanMs, Positions.scanned(table.epoch()));
            return rows.topic()
                    .record(new Change(op, rows.key(item), null, row, origin), place.partition(), place.after());
        } catch (BadItemException e) {
            return sideTopics.deadLetter(place.at(table.table() + "/scan"), Attributes.json(item), reason(e));
        }
    }

    /** Adds what a record of the stream becomes. */
    void addStreamed(Record told, String shard, Place place, List<SourceRecord> out) {
        StreamRecord change = told.dynamodb();
        try {
            boolean deleted = told.eventName() == OperationType.REMOVE;
            Struct key = rows.key(change.keys());
            Op op = deleted ? Op.DELETE : told.eventName() == OperationType.INSERT ? Op.CREATE : Op.UPDATE;
            Struct after = deleted ? null : rows.row(change.newImage());
            Origin origin = origin(shard, millis(change), Positions.streamed(table.epoch(), change.sequenceNumber()));
            boolean followed = deleted && tombstones;
            SourceRecord record = rows.topic()
                    .record(
                            new Change(op, key, before(change), after, origin),
                            place.partition(),
                            followed ? place.before() : place.after());
            if (isExpiry(told.userIdentity())) {
                record.headers().addString(DELETED_BY, "ttl");
            }
            out.add(record);
            if (followed) {
                out.add(rows.topic().tombstone(key, place.partition(), place.after()));
            }
        } catch (BadItemException e) {
            out.add(sideTopics.deadLetter(place.at(table.table() + "/" + shard), letter(told), reason(e)));
        }
    }

    private Origin origin(String place, long tsMs, String pos) {
        return new Origin("dynamodb", source, table.table(), table.table() + "/" + place, tsMs, pos);
    }

    /** A row before that does not fit its columns, as it may not have then, is left out: it is told for information only. */
    private @Nullable Struct before(StreamRecord change) {
        if (!change.hasOldImage() || change.oldImage().isEmpty()) {
            return null;
        }
        try {
            return rows.row(change.oldImage());
        } catch (BadItemException e) {
            return null;
        }
    }

    private static String letter(Record told) {
        StreamRecord change = told.dynamodb();
        Map<String, AttributeValue> image = change.hasNewImage() ? change.newImage() : change.keys();
        return Attributes.json(Map.of(
                "event", AttributeValue.fromS(String.valueOf(told.eventNameAsString())),
                "sequence", AttributeValue.fromS(change.sequenceNumber()),
                "item", AttributeValue.fromM(image)));
    }

    private static long millis(StreamRecord change) {
        Instant created = change.approximateCreationDateTime();
        return created == null ? System.currentTimeMillis() : created.toEpochMilli();
    }

    /** Deletes by the table's time to live are DynamoDB's own. */
    private static boolean isExpiry(@Nullable Identity who) {
        return who != null && "Service".equals(who.type()) && "dynamodb.amazonaws.com".equals(who.principalId());
    }

    private static String reason(BadItemException e) {
        return String.valueOf(e.getMessage());
    }
}
