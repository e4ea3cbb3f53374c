package dev.tributary.connect.bigquery.table;

import dev.tributary.connect.bigquery.table.Definition.Field;
import dev.tributary.connect.rows.IncompatibleColumnException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a table needs before it holds some columns.
 *
 * @param added columns that it lacks
 * @param altered columns that it has, with the type that they need
 */
record Widening(List<Field> added, List<Field> altered) {

    static Widening of(Place place, Definition present, List<Field> needed) {
        List<Field> added = new ArrayList<>();
        List<Field> altered = new ArrayList<>();
        for (Field field : needed) {
            Field there = present.columns().stream()
                    .filter(column -> column.name().equalsIgnoreCase(field.name()))
                    .findFirst()
                    .orElse(null);
            if (there == null) {
                added.add(field);
            } else {
                BigQueryType type = wider(place, there, field);
                if (!type.equals(there.type())) {
                    requireNoKey(place, present, there, type);
                    altered.add(new Field(there.name(), type));
                }
            }
        }
        return new Widening(added, altered);
    }

    private static BigQueryType wider(Place place, Field there, Field needed) {
        return there.type()
                .widenedFor(needed.type())
                .orElseThrow(() -> new IncompatibleColumnException("table " + place + ", column " + there.name()
                        + " is " + there.type().sql() + " and cannot hold "
                        + needed.type().sql()));
    }

    private static void requireNoKey(Place place, Definition present, Field there, BigQueryType type) {
        if (present.key().stream().anyMatch(there.name()::equalsIgnoreCase)) {
            throw new IncompatibleColumnException("table " + place + ", key column " + there.name() + " is "
                    + there.type().sql() + " and would have to become " + type.sql()
                    + ": BigQuery does not alter a column that it clusters by; make the table anew");
        }
    }

    boolean isEmpty() {
        return added.isEmpty() && altered.isEmpty();
    }

    String names() {
        return Stream.concat(added.stream(), altered.stream()).map(Field::name).collect(Collectors.joining(", "));
    }
}
