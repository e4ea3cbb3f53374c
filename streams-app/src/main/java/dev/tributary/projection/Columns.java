package dev.tributary.projection;

import dev.tributary.config.Nearest;
import dev.tributary.pipeline.ColumnTypes;
import dev.tributary.pipeline.ExpressionCheck.Mistake;
import dev.tributary.pipeline.FieldRef;
import dev.tributary.row.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Finds the columns that an expression names. */
final class Columns {
    private Columns() {}

    /**
     * A reader for each column, by its {@code table.column}.
     *
     * @throws Expressions.Refused when a column does not exist, or is of a type that expressions do not have
     */
    static Map<String, ColumnReader> of(References references, Map<String, RowSchema> slots) {
        Set<FieldRef> all = new LinkedHashSet<>(references.used());
        all.addAll(references.tested());
        Map<String, ColumnReader> readers = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        List<String> tables = List.copyOf(slots.keySet());
        for (FieldRef ref : all) {
            RowSchema schema = Objects.requireNonNull(slots.get(ref.table()));
            int index = schema.indexOf(ref.column());
            if (index < 0) {
                mistakes.add(unknown(ref, schema));
                continue;
            }
            Optional<ColumnType> type = ColumnType.of(schema.type(index));
            type.ifPresentOrElse(
                    found -> readers.put(ref.toString(), new ColumnReader(tables.indexOf(ref.table()), index, found)),
                    () -> mistakes.add(unusable(ref, schema.type(index))));
        }
        if (!mistakes.isEmpty()) {
            throw new Expressions.Refused(mistakes);
        }
        return readers;
    }

    private static Mistake unknown(FieldRef ref, RowSchema schema) {
        String fix = Nearest.to(ref.column(), schema.names())
                .map(nearest -> "did you mean " + ref.table() + "." + nearest + "?")
                .orElse(ref.table() + " has " + String.join(", ", schema.names()));
        return new Mistake(ref.table() + " has no column " + ref.column(), fix);
    }

    private static Mistake unusable(FieldRef ref, Schema type) {
        return new Mistake(
                ref + " is " + ColumnTypes.describe(type) + ", which expressions do not have",
                "list the column in fields as it is");
    }
}
