package dev.tributary.connect.changes;

import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Change events in one line, {@code key op@position before > after}. */
public final class ChangeText {
    private ChangeText() {}

    public static String of(SourceRecord record) {
        String key = cells((Struct) record.key());
        Struct value = (Struct) record.value();
        if (value == null) {
            return key + " tombstone";
        }
        return key + " " + value.getString("op") + "@"
                + value.getStruct("source").getString("pos") + " " + cells(value.getStruct("before")) + " > "
                + cells(value.getStruct("after"));
    }

    private static String cells(@Nullable Struct row) {
        return row == null
                ? "-"
                : row.schema().fields().stream()
                        .map(Field::name)
                        .map(name -> String.valueOf(row.get(name)))
                        .collect(Collectors.joining(","));
    }
}
