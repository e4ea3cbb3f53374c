package dev.tributary.connect.rows;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record that cannot become a row; the message names its place, its table and the reason, never a value. */
public final class BadRecordException extends DataException {
    private static final long serialVersionUID = 1L;

    public BadRecordException(SinkRecord record, String table, RuntimeException reason) {
        super(record.topic() + "-" + record.kafkaPartition() + " offset " + record.kafkaOffset() + ", table " + table
                + ": " + reason.getMessage());
    }
}
