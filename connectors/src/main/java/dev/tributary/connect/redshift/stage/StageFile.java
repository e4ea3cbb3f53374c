package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.rows.TableLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format of the staging file. */
public interface StageFile {

    /** How the file's name ends. */
    String suffix();

    /** Writes the lines of a plan; returns what COPY has to be told of the file. */
    String write(Plan plan, Path file) throws IOException, SQLException;

    /** The cells of a line in the order of the layout. */
    static List<@Nullable Object> cells(TableLayout layout, Line line) {
        @Nullable Object[] row = line.row();
        List<@Nullable Object> cells = new ArrayList<>(layout.columns().size());
        for (int i = 0; i < layout.columns().size(); i++) {
            cells.add(row == null ? null : row[i]);
        }
        if (row == null) {
            for (int i = 0; i < layout.key().size(); i++) {
                cells.set(layout.indexOf(layout.key().get(i)), line.keyCells().get(i));
            }
        }
        return cells;
    }
}
