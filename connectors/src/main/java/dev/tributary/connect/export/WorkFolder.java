package dev.tributary.connect.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scratch folder of one table, which one task at a time may use. */
final class WorkFolder implements AutoCloseable {
    private static final String STATE = ".parquet";

    private final Path folder;
    private final FileChannel lock;

    private WorkFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** The folder, locked; empty while a task that has not ended yet has it. */
    static Optional<WorkFolder> lock(Path root, TableName table) throws IOException {
        Path folder = Files.createDirectories(root.resolve(table.tenant()).resolve(table.table()));
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new WorkFolder(folder, channel));
    }

    /** Where the rows of an export lie once they were read. */
    Path state(Progress.Stamp export) {
        return folder.resolve(export.version() + "-" + export.checksum().substring(0, 16) + STATE);
    }

    /** An empty folder for decoded files. */
    Path decoded() throws IOException {
        Path decoded = folder.resolve("decoded");
        clear(decoded);
        return Files.createDirectories(decoded);
    }

    /** Where DuckDB puts what does not fit its memory. */
    Path spill() {
        return folder.resolve("spill");
    }

    /** Forgets everything but the rows of these exports. */
    void keepOnly(List<Progress.Stamp> exports) throws IOException {
        List<Path> kept = exports.stream().map(this::state).toList();
        try (Stream<Path> content = Files.list(folder)) {
            for (Path path : content.toList()) {
                if (!path.endsWith("lock") && !kept.contains(path)) {
                    clear(path);
                }
            }
        }
    }

    private static void clear(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
