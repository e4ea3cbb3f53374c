package dev.tributary.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file in {@link java.util.Properties} syntax (UTF-8), whose entries know their line. */
public final class PropertyFile {
    private record Entry(String value, int line) {}

    private final Path path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private PropertyFile(Path path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidConfiguration when it cannot be read; a key set twice is among {@link #problems()} instead
     */
    public static PropertyFile read(Path path) {
        PropertyFile file = new PropertyFile(path);
        try {
            new PropertyLines(Files.readString(path)).forEach(file::put);
        } catch (NoSuchFileException missing) {
            throw new InvalidConfiguration(
                    List.of(new Problem(path.toString(), 0, "file", "does not exist", "check the path")));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidConfiguration(List.of(new Problem(
                    path.toString(),
                    0,
                    "file",
                    "cannot be read: " + unreadable,
                    "it must be a UTF-8 properties file")));
        }
        return file;
    }

    private void put(String key, String value, int line) {
        Entry first = entries.putIfAbsent(key, new Entry(value.strip(), line));
        if (first != null) {
            problems.add(new Problem(
                    path.toString(), line, key, "is set twice, first in line " + first.line(), "keep one of them"));
        }
    }

    public Path path() {
        return path;
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** Mistakes of the file's own form. */
    public List<Problem> problems() {
        return problems;
    }

    /** A mistake at a key: at the key's line, or at no line when the file does not have the key. */
    public Problem problem(String key, String what, String fix) {
        Entry entry = entries.get(key);
        return new Problem(path.toString(), entry == null ? 0 : entry.line(), key, what, fix);
    }

    /** A path written in the file: relative ones start at the file's own folder. */
    public Path resolve(String relative) {
        return path.toAbsolutePath().resolveSibling(relative).normalize();
    }
}
