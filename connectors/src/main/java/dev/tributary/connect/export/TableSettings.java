package dev.tributary.connect.export;

import dev.tributary.connect.changes.ChangeColumn;
import java.util.List;

/**
 * How a table is imported, whoever its tenant.
 *
 * @param columns those declared; none means all of the header, as text
 * @param deleteLimit the largest part of its rows that one import may delete
 */
record TableSettings(String table, List<String> key, List<ChangeColumn> columns, double deleteLimit) {
    List<String> columnNames() {
        return columns.stream().map(ChangeColumn::name).toList();
    }
}
