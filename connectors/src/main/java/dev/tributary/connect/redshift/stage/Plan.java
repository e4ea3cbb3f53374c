package dev.tributary.connect.redshift.stage;

import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.TableLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a batch has to be staged: each key once, and of its rows those that can be the last one to apply.
 *
 * <p>Which of them is, only the stored version decides. A row behind which a newer or equal one comes is none.
 */
public final class Plan {
    private final TableLayout layout;
    private final List<List<Entry>> keys = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    public Plan(TableLayout layout, Collection<List<Entry>> entriesByKey) {
        this.layout = layout;
        for (List<Entry> entries : entriesByKey) {
            stage(entries, keys.size());
            keys.add(entries);
        }
    }

    public TableLayout layout() {
        return layout;
    }

    /** The records of each key, in their order; the place in this list is the key's number. */
    public List<List<Entry>> keys() {
        return keys;
    }

    /** The lines of the file; the place in this list, from 1 on, is the line's number. */
    public List<Line> lines() {
        return lines;
    }

    private void stage(List<Entry> entries, int key) {
        List<Object> cells = entries.get(0).change().key();
        int number = key;
        for (Entry entry : candidates(entries)) {
            lines.add(new Line(number, entry.change().row(), cells, List.of(entry)));
            number = -1;
        }
        if (number >= 0) {
            lines.add(new Line(key, null, cells, entries));
        }
    }

    private static List<Entry> candidates(List<Entry> entries) {
        List<Entry> found = new ArrayList<>(1);
        boolean any = false;
        String newest = null;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Change change = entries.get(i).change();
            if (change.kind() == Change.Kind.TOMBSTONE) {
                continue;
            }
            if (!any || isNewer(change.position(), newest)) {
                if (change.kind() == Change.Kind.PUT) {
                    found.add(entries.get(i));
                }
                newest = change.position();
            }
            any = true;
            if (change.position() == null) {
                // it applied whatever came before, and nothing before it can be the last
                break;
            }
        }
        return found;
    }

    private static boolean isNewer(@Nullable String position, @Nullable String later) {
        return position != null && later != null && position.compareTo(later) > 0;
    }
}
