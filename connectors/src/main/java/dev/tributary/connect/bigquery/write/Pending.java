package dev.tributary.connect.bigquery.write;

import com.google.protobuf.ByteString;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A row that waits to be appended.
 *
 * @param record where it comes from, to be reported should BigQuery refuse the row
 * @param message the row as BigQuery reads it
 */
public record Pending(SinkRecord record, ByteString message) {}
