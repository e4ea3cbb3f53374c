package dev.tributary.connect.redshift.store;

import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.TableLayout;
import java.util.Map;

/** The columns of a table, and the bytes that its texts and binaries have room for, by name in lower case. */
record Shape(TableLayout layout, Map<String, Integer> lengths) {

    int length(Column column) {
        return lengths.getOrDefault(Names.lower(column.name()), 0);
    }
}
