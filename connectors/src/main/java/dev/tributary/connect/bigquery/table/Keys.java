package dev.tributary.connect.bigquery.table;

import dev.tributary.connect.bigquery.table.Definition.Field;
import dev.tributary.connect.rows.IncompatibleColumnException;
import java.util.List;

/** What BigQuery asks of a primary key, and of columns to cluster by. */
final class Keys {
    private static final int MOST_COLUMNS = 16;
    private static final int MOST_CLUSTERED = 4;

    private Keys() {}

    static void require(Place place, List<Field> fields, List<String> key) {
        if (key.size() > MOST_COLUMNS) {
            throw new IncompatibleColumnException("table " + place + ": " + key.size()
                    + " key columns, and a primary key of BigQuery has at most " + MOST_COLUMNS);
        }
        for (Field field : fields) {
            boolean isKey = key.stream().anyMatch(field.name()::equalsIgnoreCase);
            if (isKey && (field.type().repeated() || !field.type().name().isKey())) {
                throw new IncompatibleColumnException("table " + place + ", column " + field.name() + ": "
                        + field.type().sql() + " cannot be a key column");
            }
        }
    }

    static List<String> clustered(List<String> key) {
        return key.subList(0, Math.min(key.size(), MOST_CLUSTERED));
    }
}
