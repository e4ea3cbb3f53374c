package dev.tributary.connect.export.files;

import dev.tributary.connect.objects.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One version of a table, with its files in the order of their names. */
public record Export(Version version, List<StoredFile> files) {
    /** The files of a table by the names of their versions' folders; {@code table} is the path of its folder. */
    public static SortedMap<String, List<StoredFile>> byVersion(String table, List<StoredFile> files) {
        SortedMap<String, List<StoredFile>> versions = new TreeMap<>();
        for (StoredFile file : files) {
            String[] parts = file.path().substring(table.length() + 1).split("/", -1);
            if (parts.length == 2) {
                versions.computeIfAbsent(parts[0], version -> new ArrayList<>()).add(file);
            }
        }
        return versions;
    }

    /** What changes when one of the files does. */
    public static String fingerprint(List<StoredFile> files) {
        return files.stream()
                .map(file -> file.name() + " " + file.size() + " " + file.modifiedMs())
                .collect(Collectors.joining("\n"));
    }

    /** When the newest file was written. */
    public long modifiedMs() {
        return files.stream().mapToLong(StoredFile::modifiedMs).max().orElse(0);
    }
}
