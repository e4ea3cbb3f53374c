package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The columns of a table as a client that opens a channel is told them; its type checks follow from this. */
record ColumnList(ArrayNode columns) {

    void add(Column column) {
        ColumnType type = column.type();
        ObjectNode told = columns.addObject()
                .put("name", column.name())
                .put("type", type.spelled())
                .put("logical_type", type.kind().name())
                .put("physical_type", type.physical())
                .put("nullable", column.nullable())
                .put("ordinal", columns.size());
        if (type.isScaled()) {
            told.put("precision", type.precision()).put("scale", type.scale());
        }
        if (type.isText()) {
            told.put("length", type.precision()).put("byte_length", 16_777_216);
        }
    }
}
