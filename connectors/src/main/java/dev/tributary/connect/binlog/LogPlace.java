package dev.tributary.connect.binlog;

import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stands in a binary log: the same however often, and from wherever, the log is read.
 *
 * <p>Debezium's {@code source.pos} is not that: MariaDB from 11.4 on tells no place for what is within a transaction, and
 * MySQL's compressed transactions tell the same one for all of it. What Debezium resumes by, which is in the record's
 * source offset, counts the events of a transaction itself.
 *
 * @param begin the place in the log where the transaction begins
 * @param event counts the events of the transaction
 * @param row counts the rows of the event
 */
record LogPlace(long begin, long event, int row) {
    private static final int PLACE_BITS = 40;

    /** Where a change of a transaction stands. */
    static LogPlace ofChange(ConnectRecord<?> record, Struct source) {
        Map<String, ?> offset = record instanceof SourceRecord read ? read.sourceOffset() : Map.of();
        if (!(offset.get("file") instanceof String file) || !(offset.get("pos") instanceof Number place)) {
            throw new DataException(record.topic() + ": the source offset is no place in a binary log; this is for"
                    + " Debezium's connectors for MariaDB and MySQL");
        }
        // an event that is the first of all is not counted
        long event = offset.get("event") instanceof Number count ? count.longValue() : 0;
        return new LogPlace(place(record.topic(), file, place.longValue()), event, source.getInt32("row"));
    }

    /** Where a row of a snapshot stands: at the end of the log when it was read. */
    static long ofSnapshot(ConnectRecord<?> record, Struct source) {
        return place(record.topic(), source.getString("file"), source.getInt64("pos"));
    }

    /** A file's count, then bytes within the file, as one number. */
    private static long place(String topic, @Nullable String file, long bytes) {
        String count = file == null ? "" : file.substring(file.lastIndexOf('.') + 1);
        if (!count.matches("[0-9]{1,7}") || bytes >>> PLACE_BITS != 0) {
            throw new DataException(
                    topic + ": the name of the binary log's file must end with its count: '" + file + "'");
        }
        return Long.parseLong(count) << PLACE_BITS | bytes;
    }

    /** The place within the transaction as one number. */
    long order() {
        return event << Integer.SIZE | row;
    }
}
