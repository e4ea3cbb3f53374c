package dev.tributary.connect.duckdb.store;

import dev.tributary.connect.rows.Change;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.TableLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The changes of one table that wait for their transaction, by key, and the offsets that go with them. */
public final class Batch {
    private final Map<List<Object>, List<Change>> changes = new LinkedHashMap<>();
    private final Map<TopicPartition, Progress> progress = new LinkedHashMap<>();
    private @Nullable TableLayout layout;
    private int size;

    /** The layout that the rows of this batch are made for, null while it has none. */
    @Nullable
    TableLayout layout() {
        return layout;
    }

    public void madeFor(TableLayout rows) {
        layout = rows;
    }

    public void add(Change change) {
        changes.computeIfAbsent(change.key(), key -> new ArrayList<>(1)).add(change);
    }

    /** Notes that a record has been dealt with, whether it left a change or not. */
    public void handled(TopicPartition partition, Progress reached) {
        progress.merge(partition, reached, Progress::furthest);
        size++;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    Map<List<Object>, List<Change>> changes() {
        return changes;
    }

    public Map<TopicPartition, Progress> progress() {
        return progress;
    }

    public void clear() {
        changes.clear();
        progress.clear();
        layout = null;
        size = 0;
    }
}
