package dev.tributary.connect.dynamodb;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table is read.
 *
 * @param columns the declared attributes
 * @param document the column for the whole item; null for none
 * @param epoch counts the times that the source had to begin anew
 */
record TableSettings(
        String table, List<ChangeColumn> columns, @Nullable String document, int epoch) {
    List<String> columnNames() {
        return columns.stream().map(ChangeColumn::name).toList();
    }

    /** The columns of the topic: the declared ones, and the document behind them. */
    List<ChangeColumn> topicColumns() {
        List<ChangeColumn> all = new ArrayList<>(columns);
        if (document != null) {
            all.add(new ChangeColumn(document, ColumnType.of("json").orElseThrow()));
        }
        return all;
    }
}
