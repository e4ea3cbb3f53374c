package dev.tributary.connect.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where files lie, in folders within folders. Names that writers use while they write are never told. */
public interface ObjectStore extends AutoCloseable {
    /** The names of the folders at the root. */
    List<String> folders() throws IOException;

    /**
     * All files at any depth below the folder, in the order of their paths.
     *
     * @param folder empty for the root, or parts separated by {@code /}
     */
    List<StoredFile> files(String folder) throws IOException;

    /** The file on a local disk: itself, or a copy of it in the folder. */
    Path local(StoredFile file, Path folder) throws IOException;

    /** Whether the name is one that writers use while they write. */
    static boolean isUnfinished(String name) {
        return name.startsWith(".") || name.startsWith("_") || name.endsWith(".tmp") || name.endsWith(".part");
    }

    /** Whether the path is one of a finished file: none of its parts is unfinished, or empty. */
    static boolean isFile(String path) {
        return Stream.of(path.split("/", -1)).noneMatch(part -> part.isEmpty() || isUnfinished(part));
    }

    @Override
    default void close() {}
}
