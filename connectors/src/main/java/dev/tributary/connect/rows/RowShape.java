package dev.tributary.connect.rows;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Reads the values of one shape (one schema, or maps) into rows of one layout. */
interface RowShape {
    /** Whether the layout this shape was made for has every column the record needs. */
    boolean reads(SinkRecord record);

    /** The cells of the record in the order of the layout; columns the record lacks stay null. */
    @Nullable
    Object[] row(SinkRecord record);

    /** The raw value of a field, null when it is null or missing. */
    @Nullable
    Object field(SinkRecord record, String name);
}
