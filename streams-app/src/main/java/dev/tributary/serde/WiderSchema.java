package dev.tributary.serde;

import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The columns of two schemas of one table: those of the first in their order, then what the second adds; all may be null. */
public final class WiderSchema {
    private WiderSchema() {}

    /**
     * A schema that rows of both fit.
     *
     * @throws BadRecordException naming the column whose two types have none in common
     */
    public static RowSchema of(RowSchema present, RowSchema arrived) {
        if (contains(present, arrived)) {
            return present;
        }
        if (contains(arrived, present)) {
            return arrived;
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            int other = arrived.indexOf(present.name(i));
            Schema type = other < 0 ? present.type(i) : widest(present.name(i), present.type(i), arrived.type(other));
            fields.add(nullable(present.name(i), type, present.field(i).doc()));
        }
        for (int i = 0; i < arrived.size(); i++) {
            if (present.indexOf(arrived.name(i)) < 0) {
                fields.add(nullable(
                        arrived.name(i), arrived.type(i), arrived.field(i).doc()));
            }
        }
        Schema avro = present.avro();
        return RowSchema.of(Schema.createRecord(avro.getName(), avro.getDoc(), avro.getNamespace(), false, fields));
    }

    private static boolean contains(RowSchema wide, RowSchema narrow) {
        return IntStream.range(0, narrow.size()).allMatch(i -> {
            int place = wide.indexOf(narrow.name(i));
            return place >= 0 && Conversions.holds(narrow.name(i), wide.type(place), narrow.type(i));
        });
    }

    /** The arrived type where it holds what the present one holds, else the present one where it holds the arrived. */
    private static Schema widest(String column, Schema present, Schema arrived) {
        if (Conversions.holds(column, arrived, present)) {
            return arrived;
        }
        if (Conversions.holds(column, present, arrived)) {
            return present;
        }
        throw Conversions.refused(column, arrived, present);
    }

    private static Schema.Field nullable(String name, Schema type, @Nullable String doc) {
        return new Schema.Field(
                name, Schema.createUnion(Schema.create(Schema.Type.NULL), type), doc, Schema.Field.NULL_DEFAULT_VALUE);
    }
}
