package dev.tributary.serde;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.row.Row;
import dev.tributary.row.RowSchema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object as a row, column by name; names that the row does not have are passed over. */
public final class JsonRowReader {
    private final RowSchema schema;
    private final JsonValues.Reader[] columns;

    public JsonRowReader(RowSchema schema) {
        this.schema = schema;
        this.columns = new JsonValues.Reader[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = JsonValues.of(schema.name(i), schema.type(i));
        }
    }

    /** The row of the object whose opening brace the parser stands on. */
    public Row read(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new BadRecordException("a row should be a JSON object");
        }
        @Nullable Object[] values = new @Nullable Object[columns.length];
        while (in.nextToken() != JsonToken.END_OBJECT) {
            int column = schema.indexOf(in.currentName());
            JsonToken token = in.nextToken();
            if (column < 0) {
                in.skipChildren();
            } else {
                values[column] = token == JsonToken.VALUE_NULL ? null : columns[column].from(in);
            }
        }
        return Rows.checked(schema, values);
    }
}
