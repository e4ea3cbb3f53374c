package dev.tributary.connect.export.files;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a file of an export is written, told by its name. */
enum Format {
    CSV,
    NDJSON,
    PARQUET;

    private static final Map<String, Format> SUFFIXES =
            Map.of(".csv", CSV, ".ndjson", NDJSON, ".jsonl", NDJSON, ".parquet", PARQUET);

    static Optional<Format> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String plain = isGzip(name) ? name.substring(0, name.length() - 3) : name;
        int dot = plain.lastIndexOf('.');
        Optional<Format> format = dot < 0 ? Optional.empty() : Optional.ofNullable(SUFFIXES.get(plain.substring(dot)));
        return format.filter(found -> found != PARQUET || !isGzip(name));
    }

    static boolean isGzip(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
