package dev.tributary.change;

import dev.tributary.row.RowSchema;
import dev.tributary.serde.JsonInput;
import dev.tributary.serde.JsonRowReader;

/** Bare rows in JSON; a null value deletes the row, and the position is the Kafka offset. */
public final class RowJson implements EventReader {
    private final JsonRowReader rows;
    private final int epoch;

    public RowJson(RowSchema schema, int epoch) {
        this.rows = new JsonRowReader(schema);
        this.epoch = epoch;
    }

    @Override
    public ChangeEvent read(byte[] value, long offset) {
        return BareRows.upsert(JsonInput.read(value, rows::read), epoch, offset);
    }

    @Override
    public ChangeEvent tombstone(long offset) {
        return BareRows.delete(epoch, offset);
    }
}
