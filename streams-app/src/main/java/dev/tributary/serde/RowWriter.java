package dev.tributary.serde;

import dev.tributary.row.Row;

/** Writes rows of one schema as record values; for one thread at a time. */
public interface RowWriter {
    byte[] write(Row row);
}
