package dev.tributary.connect.export.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Exports in a directory of this machine. */
public final class DirectoryStore implements ExportStore {
    private final Path root;

    public DirectoryStore(Path root) {
        this.root = root;
    }

    @Override
    public List<String> tenants() throws IOException {
        return children(root).stream()
                .filter(Files::isDirectory)
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Override
    public SortedMap<String, List<ExportFile>> versions(String tenant, String table) throws IOException {
        SortedMap<String, List<ExportFile>> versions = new TreeMap<>();
        for (Path version : children(root.resolve(tenant).resolve(table))) {
            List<ExportFile> files = files(version);
            if (!files.isEmpty()) {
                versions.put(version.getFileName().toString(), files);
            }
        }
        return versions;
    }

    @Override
    public Path local(ExportFile file, Path folder) {
        return Path.of(file.path());
    }

    private static List<ExportFile> files(Path version) throws IOException {
        List<ExportFile> files = new ArrayList<>();
        for (Path path : children(version)) {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                files.add(new ExportFile(
                        path.toString(),
                        path.getFileName().toString(),
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
            }
        }
        return files;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.filter(
                            path -> !ExportStore.isUnfinished(path.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }
}
