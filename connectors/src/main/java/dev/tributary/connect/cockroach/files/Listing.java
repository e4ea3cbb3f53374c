package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.objects.StoredFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Which of the files that lie there are to be taken. CockroachDB's names are not always in the order in which the files
 * appear, so each file is remembered, not the last name.
 */
final class Listing {
    private final OffsetStorageReader offsets;
    private final Map<String, Place> known = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private @Nullable StoredFile resolvedBefore;

    Listing(OffsetStorageReader offsets) {
        this.offsets = offsets;
    }

    /**
     * What a look found.
     *
     * @param files of rows to be taken or tried again, by name
     * @param gone paths that were known and lie there no more
     * @param resolved the newest resolved file that the look before this one found: each file of rows that it speaks of
     *     was written before it, so this look must have found them all
     */
    record Found(
            List<StoredFile> files,
            List<String> gone,
            @Nullable StoredFile resolved) {}

    Found look(List<StoredFile> listed) {
        List<StoredFile> rows =
                listed.stream().filter(file -> !FeedFile.isResolved(file)).toList();
        List<String> gone = forget(rows);
        learn(rows);
        List<StoredFile> open = rows.stream()
                .filter(this::isOpen)
                .sorted(Comparator.comparing(StoredFile::name).thenComparing(StoredFile::path))
                .toList();
        @Nullable StoredFile resolved = resolvedBefore;
        resolvedBefore = listed.stream()
                .filter(FeedFile::isResolved)
                .max(Comparator.comparing(StoredFile::name))
                .orElse(null);
        return new Found(open, gone, resolved);
    }

    private List<String> forget(List<StoredFile> rows) {
        Set<String> paths = new HashSet<>();
        rows.forEach(file -> paths.add(file.path()));
        List<String> gone =
                known.keySet().stream().filter(path -> !paths.contains(path)).toList();
        gone.forEach(known::remove);
        gone.forEach(refused::remove);
        return gone;
    }

    /** Asks Connect for all new names at once. */
    private void learn(List<StoredFile> rows) {
        List<Map<String, String>> unknown = new ArrayList<>();
        for (StoredFile file : rows) {
            if (!known.containsKey(file.path())) {
                unknown.add(Place.partition(file.path()));
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        Map<Map<String, String>, Map<String, Object>> stored = offsets.offsets(unknown);
        for (StoredFile file : rows) {
            known.computeIfAbsent(file.path(), path -> Place.of(stored.get(Place.partition(path)), file.size()));
        }
    }

    private boolean isOpen(StoredFile file) {
        Place place = place(file);
        return !place.done() && !refused.contains(file.path());
    }

    /** How far the file is taken; anew when its size is another one. */
    Place place(StoredFile file) {
        Place place = known.get(file.path());
        if (place == null || place.size() != file.size()) {
            place = Place.of(null, file.size());
            known.put(file.path(), place);
            refused.remove(file.path());
        }
        return place;
    }

    void at(StoredFile file, Place place) {
        known.put(file.path(), place);
    }

    void refused(StoredFile file) {
        refused.add(file.path());
    }

    /** Whether rows are missing that lie there. */
    boolean hasRefused() {
        return !refused.isEmpty();
    }
}
