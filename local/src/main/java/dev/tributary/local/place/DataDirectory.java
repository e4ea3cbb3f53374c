package dev.tributary.local.place;

import dev.tributary.app.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that holds all data of one embedded stack, locked while this process uses it. */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Locks {@code root}, made if absent; {@code fresh} empties it first.
     *
     * @throws LocalException when another process holds the lock, or when {@code fresh} would empty a directory that is
     *     not one of ours
     */
    public static DataDirectory open(Path root, boolean fresh) {
        try {
            Path directory = root.toAbsolutePath().normalize();
            requireOurs(directory);
            Files.createDirectories(directory);
            DataDirectory opened = new DataDirectory(directory, lock(directory));
            if (fresh) {
                opened.empty();
            }
            Files.createDirectories(opened.logs());
            return opened;
        } catch (IOException e) {
            throw new LocalException(
                    ExitCode.USAGE, "cannot use directory " + root + ": " + e + "; choose another with --dir");
        }
    }

    private static void requireOurs(Path directory) throws IOException {
        if (Files.isDirectory(directory) && !Files.exists(directory.resolve(LOCK))) {
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isPresent()) {
                    throw new LocalException(
                            ExitCode.USAGE,
                            directory + " holds other files: choose an empty or new directory with --dir");
                }
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new LocalException(
                    ExitCode.ALREADY_RUNNING,
                    directory + " is in use by another ./tributary local: stop that one, or choose another with --dir");
        }
        return channel;
    }

    private void empty() throws IOException {
        try (Stream<Path> content = Files.list(root)) {
            for (Path path : content.toList()) {
                if (!path.equals(root.resolve(LOCK))) {
                    delete(path);
                }
            }
        }
    }

    /** Deletes a file or folder with all its content; absent is fine. */
    public static void delete(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    public Path root() {
        return root;
    }

    /** A sub-directory, made if absent. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Where {@link Ports#anyFree} writes down what it chose. */
    public Path ports() {
        return root.resolve("ports.properties");
    }

    public Path warehouse() {
        return root.resolve("warehouse.duckdb");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
