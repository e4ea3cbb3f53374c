package dev.tributary.connect.rows;

import dev.tributary.connect.cells.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of a table in their order, and its key columns; names are compared without case. */
public final class TableLayout {
    private final String table;
    private final List<Column> columns;
    private final List<String> key;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** A layout with its columns and key in this order. */
    public TableLayout(String table, List<Column> columns, List<String> key) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(lower(columns.get(i).name()), i);
        }
    }

    public String table() {
        return table;
    }

    public List<Column> columns() {
        return columns;
    }

    public List<String> key() {
        return key;
    }

    /** The place of a column in a row, or -1. */
    public int indexOf(String column) {
        return indexes.getOrDefault(lower(column), -1);
    }

    public ColumnType typeOf(String column) {
        return columns.get(indexOf(column)).type();
    }

    public boolean isKey(String column) {
        return key.stream().anyMatch(column::equalsIgnoreCase);
    }

    public List<Column> keyColumns() {
        return key.stream().map(name -> columns.get(indexOf(name))).toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The layout that holds the present rows and the needed columns; the same object when nothing is missing.
     *
     * @throws IncompatibleColumnException when no type holds both the present and the needed values
     */
    public TableLayout widened(List<Column> needed) {
        List<Column> wider = new ArrayList<>(columns);
        boolean changed = false;
        for (Column column : needed) {
            int index = indexOf(column.name());
            if (index < 0) {
                wider.add(column);
                changed = true;
            } else {
                ColumnType type = widerType(columns.get(index), column.type());
                changed |= !type.equals(columns.get(index).type());
                wider.set(index, new Column(columns.get(index).name(), type));
            }
        }
        return changed ? new TableLayout(table, wider, key) : this;
    }

    private ColumnType widerType(Column present, ColumnType needed) {
        return present.type()
                .widenedFor(needed)
                .orElseThrow(() -> new IncompatibleColumnException("table " + table + ", column " + present.name()
                        + " is " + present.type().sql() + " and cannot hold " + needed.sql()));
    }
}
