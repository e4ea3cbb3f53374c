package dev.tributary.connect.binlog;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Structs that are like others but for some of their fields. */
final class StructCopy {
    private StructCopy() {}

    /** The same struct without its fields. */
    static SchemaBuilder like(Schema schema) {
        SchemaBuilder same = SchemaBuilder.struct()
                .name(schema.name())
                .version(schema.version())
                .doc(schema.doc());
        return schema.isOptional() ? same.optional() : same;
    }
}
