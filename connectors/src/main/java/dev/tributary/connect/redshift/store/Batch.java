package dev.tributary.connect.redshift.store;

import dev.tributary.connect.redshift.stage.Entry;
import dev.tributary.connect.redshift.stage.Plan;
import dev.tributary.connect.rows.Progress;
import dev.tributary.connect.rows.TableLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records of one table that wait for their transaction, by key, and the offsets that go with them. */
public final class Batch {
    private final Map<List<Object>, List<Entry>> entries = new LinkedHashMap<>();
    private final Map<TopicPartition, Progress> progress = new LinkedHashMap<>();
    private @Nullable TableLayout layout;
    private int size;

    public void madeFor(TableLayout rows) {
        layout = rows;
    }

    public void add(Entry entry) {
        entries.computeIfAbsent(entry.change().key(), key -> new ArrayList<>(1)).add(entry);
    }

    /** Takes records out that cannot be loaded. */
    public void remove(Collection<Entry> bad) {
        for (Entry entry : bad) {
            List<Entry> ofKey = entries.get(entry.change().key());
            if (ofKey != null) {
                ofKey.remove(entry);
                if (ofKey.isEmpty()) {
                    entries.remove(entry.change().key());
                }
            }
        }
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

    /** What has to be staged; empty when no record is left that changes anything. */
    public Optional<Plan> plan() {
        return layout == null || entries.isEmpty() ? Optional.empty() : Optional.of(new Plan(layout, entries.values()));
    }

    public Map<TopicPartition, Progress> progress() {
        return progress;
    }

    public void clear() {
        entries.clear();
        progress.clear();
        layout = null;
        size = 0;
    }
}
