package dev.tributary.connect.redshift.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the staging file.
 *
 * @param key the number of the key, in the first line of a key only; -1 in the others
 * @param row the cells of a row that may be the new one; null when the line only names a key
 * @param entries the records that it stands for
 */
public record Line(int key, @Nullable Object @Nullable [] row, List<Object> keyCells, List<Entry> entries) {

    public boolean isFirst() {
        return key >= 0;
    }
}
