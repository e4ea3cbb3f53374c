package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.rows.Change;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record of the batch, and the change that it means. */
public record Entry(SinkRecord record, Change change) {}
