package dev.tributary.serde;

import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import org.jspecify.annotations.Nullable;

/** Makes a row only of values that its schema allows. */
final class Rows {
    private Rows() {}

    static Row checked(RowSchema schema, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !schema.nullable(i)) {
                throw new BadRecordException("column '" + schema.name(i) + "' is missing or null, but is not nullable");
            }
        }
        return new Row(schema, values);
    }
}
