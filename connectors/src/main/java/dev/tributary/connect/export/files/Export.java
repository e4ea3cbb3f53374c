package dev.tributary.connect.export.files;

import java.util.List;
import java.util.stream.Collectors;

/** One version of a table, with its files in the order of their names. */
public record Export(Version version, List<ExportFile> files) {
    /** What changes when one of the files does. */
    public static String fingerprint(List<ExportFile> files) {
        return files.stream()
                .map(file -> file.name() + " " + file.size() + " " + file.modifiedMs())
                .collect(Collectors.joining("\n"));
    }

    /** When the newest file was written. */
    public long modifiedMs() {
        return files.stream().mapToLong(ExportFile::modifiedMs).max().orElse(0);
    }
}
