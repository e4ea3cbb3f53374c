package dev.tributary.connect.export;

import dev.tributary.connect.export.files.Export;
import dev.tributary.connect.export.files.Version;
import dev.tributary.connect.objects.StoredFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses what to take up next of the exports that lie there: the oldest that is newer than the last one imported. */
final class Candidates {
    private final Pattern pattern;
    private final Duration settle;
    private final Predicate<String> takenUp;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Set<String> begun = new HashSet<>();

    /** The files of a version as they were seen first, and whether they were refused like that. */
    private static final class Seen {
        private final String fingerprint;
        private final long sinceNanos = System.nanoTime();
        private boolean refused;

        Seen(String fingerprint) {
            this.fingerprint = fingerprint;
        }
    }

    /** Nothing seen yet; {@code takenUp} tells whether an import of that version was ever begun or refused. */
    Candidates(Pattern pattern, Duration settle, Predicate<String> takenUp) {
        this.pattern = pattern;
        this.settle = settle;
        this.takenUp = takenUp;
    }

    /** A version to import, or to refuse at once for a reason. */
    record Choice(
            String version,
            List<StoredFile> files,
            @Nullable Export export,
            @Nullable String refusal) {}

    /** The next of the versions listed, whose files are at rest and were not refused as they are. */
    Optional<Choice> next(SortedMap<String, List<StoredFile>> listed, @Nullable String done) {
        @Nullable Version last = done == null ? null : Version.of(done, pattern).orElse(null);
        TreeSet<Version> newer = new TreeSet<>();
        for (Map.Entry<String, List<StoredFile>> entry : listed.entrySet()) {
            String folder = entry.getKey();
            List<StoredFile> files = entry.getValue();
            if (!ready(folder, files)) {
                continue;
            }
            Optional<Version> version = Version.of(folder, pattern);
            if (version.isEmpty()) {
                return refusal(
                        folder, files, "the name of its folder is no version: it does not match version.pattern");
            }
            if (last == null || version.get().isAfter(last)) {
                newer.add(version.get());
            } else if (!begun.contains(folder) && !takenUp.test(folder)) {
                return refusal(folder, files, "it is not newer than " + done + ", the last import");
            } else {
                refused(folder, files);
            }
        }
        return newer.stream()
                .findFirst()
                .map(version -> choice(version, listed.getOrDefault(version.text(), List.of())));
    }

    private static Choice choice(Version version, List<StoredFile> files) {
        return new Choice(version.text(), files, new Export(version, files), null);
    }

    private static Optional<Choice> refusal(String folder, List<StoredFile> files, String reason) {
        return Optional.of(new Choice(folder, files, null, reason));
    }

    private boolean ready(String folder, List<StoredFile> files) {
        Seen now = seen(folder, files);
        long newest = files.stream().mapToLong(StoredFile::modifiedMs).max().orElse(0);
        boolean old = System.currentTimeMillis() - newest >= settle.toMillis();
        boolean still = System.nanoTime() - now.sinceNanos >= settle.toNanos();
        return !now.refused && (old || still);
    }

    /** Remembers what Connect may not have stored yet. */
    void begun(String folder) {
        begun.add(folder);
    }

    /** Whether it was not refused as it is. */
    boolean isOpen(String folder, List<StoredFile> files) {
        return !seen(folder, files).refused;
    }

    /** Lets it lie until its files change. */
    void refused(String folder, List<StoredFile> files) {
        seen(folder, files).refused = true;
    }

    private Seen seen(String folder, List<StoredFile> files) {
        String fingerprint = Export.fingerprint(files);
        return seen.compute(
                folder,
                (name, before) ->
                        before != null && before.fingerprint.equals(fingerprint) ? before : new Seen(fingerprint));
    }
}
