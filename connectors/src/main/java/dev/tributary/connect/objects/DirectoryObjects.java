package dev.tributary.connect.objects;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files in a directory of this machine. */
public final class DirectoryObjects implements ObjectStore {
    private final Path root;

    public DirectoryObjects(Path root) {
        this.root = root;
    }

    @Override
    public List<String> folders() throws IOException {
        try (Stream<Path> content = Files.list(root)) {
            return content.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !ObjectStore.isUnfinished(name))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    @Override
    public List<StoredFile> files(String folder) throws IOException {
        Path from = root.resolve(folder);
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        List<StoredFile> files = new ArrayList<>();
        Files.walkFileTree(from, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Finished(from, files));
        files.sort(Comparator.comparing(StoredFile::path));
        return files;
    }

    @Override
    public Path local(StoredFile file, Path folder) {
        return root.resolve(file.path());
    }

    /** Collects what is finished, and lets what vanishes meanwhile go. */
    private final class Finished extends SimpleFileVisitor<Path> {
        private final Path from;
        private final List<StoredFile> files;

        Finished(Path from, List<StoredFile> files) {
            this.from = from;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(from)
                            || !ObjectStore.isUnfinished(folder.getFileName().toString())
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                    && !ObjectStore.isUnfinished(path.getFileName().toString())) {
                files.add(StoredFile.of(
                        root.relativize(path)
                                .toString()
                                .replace(path.getFileSystem().getSeparator(), "/"),
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
