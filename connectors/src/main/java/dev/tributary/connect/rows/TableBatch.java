package dev.tributary.connect.rows;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a task has read for one table and not written yet. */
public interface TableBatch {

    /** Adds a record, or refuses it with a {@link BadRecordException}. */
    void add(SinkRecord record);

    /** The records of the partition up to there are in the batch, or need not be. */
    void handled(TopicPartition partition, Progress reached);

    /** How many changes wait. */
    int pending();

    /** Writes the changes, and how far their partitions are, in one transaction; bad records are reported before. */
    void write();

    /** Forgets what waits: whoever owns the partitions reads it again. */
    void discard();
}
