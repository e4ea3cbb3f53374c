package dev.tributary.connect.export;

import dev.tributary.connect.changes.Change;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.changes.Op;
import dev.tributary.connect.changes.Origin;
import dev.tributary.connect.export.delta.DeltaRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Publishes the changes of a prepared import, each with the offset to go on from behind it. */
final class Import {
    private final ChangeTopic topic;
    private final Origin origin;
    private final RowReader reader;
    private final Progress start;
    private final Progress.Stamp export;
    private final boolean tombstones;
    private final Map<String, String> partition;
    private long published;

    /** An import of which, as {@code start} tells, a part may be published already. */
    Import(Target target, RowReader reader, Progress start, Progress.Stamp export) {
        this.topic = target.topic();
        this.origin = target.origin();
        this.tombstones = target.tombstones();
        this.reader = reader;
        this.start = start;
        this.export = export;
        this.partition = target.table().partition();
    }

    /** Where the changes go, and what they say of where they come from. */
    record Target(TableName table, ChangeTopic topic, Origin origin, boolean tombstones) {}

    /** Goes past what was published before a restart. */
    void resume(DeltaRows rows) throws SQLException {
        while (published < start.published() && rows.next()) {
            published++;
        }
    }

    /** Up to so many records and perhaps one more; none when the import is at its end. */
    List<SourceRecord> next(DeltaRows rows, int most) throws SQLException {
        List<SourceRecord> batch = new ArrayList<>(most + 1);
        while (batch.size() < most && rows.next()) {
            add(rows, batch);
        }
        return batch;
    }

    private void add(DeltaRows rows, List<SourceRecord> batch) throws SQLException {
        Op op = op(rows.op());
        Struct before = op == Op.UPDATE || op == Op.DELETE ? reader.before(topic, rows) : null;
        Struct after = op == Op.DELETE ? null : reader.after(topic, rows);
        Struct key = topic.keyOf(java.util.Objects.requireNonNull(after == null ? before : after));
        boolean followed = op == Op.DELETE && tombstones;
        Map<String, Object> behind = start.at(export, published + 1).offset();
        // until its tombstone is out too, a delete counts as unpublished
        Map<String, Object> offset = followed ? start.at(export, published).offset() : behind;
        batch.add(topic.record(new Change(op, key, before, after, origin), partition, offset));
        if (followed) {
            batch.add(topic.tombstone(key, partition, behind));
        }
        published++;
    }

    /** What is published behind the last change. */
    Progress end() {
        return Progress.after(export);
    }

    private static Op op(String letter) {
        return switch (letter) {
            case "r" -> Op.READ;
            case "c" -> Op.CREATE;
            case "u" -> Op.UPDATE;
            default -> Op.DELETE;
        };
    }
}
