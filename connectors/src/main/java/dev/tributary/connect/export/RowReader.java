package dev.tributary.connect.export;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ChangeTopic;
import dev.tributary.connect.export.delta.Delta;
import dev.tributary.connect.export.delta.DeltaRows;
import dev.tributary.connect.export.files.RefusedExportException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Turns cells of text into rows of the declared types. */
final class RowReader {
    private final List<ChangeColumn> columns;

    RowReader(List<ChangeColumn> columns) {
        this.columns = columns;
    }

    List<ChangeColumn> columns() {
        return columns;
    }

    private interface Cells {
        @Nullable
        String at(int column) throws SQLException;
    }

    Struct before(ChangeTopic topic, DeltaRows rows) throws SQLException {
        return row(topic, rows::before);
    }

    Struct after(ChangeTopic topic, DeltaRows rows) throws SQLException {
        return row(topic, rows::after);
    }

    private Struct row(ChangeTopic topic, Cells cells) throws SQLException {
        Struct row = topic.row();
        for (int i = 0; i < columns.size(); i++) {
            ChangeColumn column = columns.get(i);
            String text = cells.at(i);
            row.put(column.name(), text == null ? null : column.type().read(text));
        }
        return row;
    }

    /** Reads every cell whose text may not fit its type, before the first event goes out. */
    void check(Delta delta) throws SQLException, RefusedExportException {
        int[] typed = IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).type().takesAnyText())
                .toArray();
        if (typed.length == 0) {
            return;
        }
        try (DeltaRows rows = delta.rows()) {
            while (rows.next()) {
                for (int column : typed) {
                    check(columns.get(column), rows.before(column), "previous");
                    check(columns.get(column), rows.after(column), "new");
                }
            }
        }
    }

    private static void check(ChangeColumn column, @Nullable String text, String export) throws RefusedExportException {
        if (text == null) {
            return;
        }
        try {
            column.type().read(text);
        } catch (DataException e) {
            throw new RefusedExportException("the " + export + " export has a value in the column " + column.name()
                    + " that is " + e.getMessage());
        }
    }
}
