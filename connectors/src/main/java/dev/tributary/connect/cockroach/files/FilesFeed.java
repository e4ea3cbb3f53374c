package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.cockroach.feed.BadMessageException;
import dev.tributary.connect.cockroach.feed.ChangeDecoder;
import dev.tributary.connect.cockroach.feed.FeedRecords;
import dev.tributary.connect.cockroach.feed.FeedTables;
import dev.tributary.connect.cockroach.feed.Payload;
import dev.tributary.connect.objects.Location;
import dev.tributary.connect.objects.ObjectStore;
import dev.tributary.connect.objects.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one folder, one after the other; then how far the feed is. */
final class FilesFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FilesFeed.class);
    private static final Map<String, String> PROGRESS = Map.of("files", "resolved");
    private static final String RESOLVED = "name";

    private final FilesSourceConfig config;
    private final ObjectStore store;
    private final Path copies;
    private final Listing listing;
    private final Registry registry;
    private final Deque<StoredFile> queue = new ArrayDeque<>();
    private @Nullable StoredFile resolved;
    private @Nullable OpenFile current;
    private String published;

    private FilesFeed(FilesSourceConfig config, OffsetStorageReader offsets, Path copies) {
        this.config = config;
        this.copies = copies;
        this.store = Location.open(config.location(), config);
        this.listing = new Listing(offsets);
        this.registry = new Registry(config.filesTopic());
        Map<String, Object> progress = offsets.offset(PROGRESS);
        this.published = progress == null ? "" : String.valueOf(progress.get(RESOLVED));
    }

    static FilesFeed open(FilesSourceConfig config, OffsetStorageReader offsets) throws IOException {
        return new FilesFeed(config, offsets, Files.createTempDirectory("changefeed-files"));
    }

    /** What is to be published next; none while there is no new file. */
    List<SourceRecord> next() throws IOException {
        List<SourceRecord> batch = new ArrayList<>();
        if (current == null && queue.isEmpty()) {
            look(batch);
        }
        try {
            while (batch.size() < config.batchSize() && (current != null || !queue.isEmpty())) {
                read(batch);
            }
            if (current == null && queue.isEmpty()) {
                tellProgress(batch);
            }
        } catch (IOException e) {
            // the file may be gone: look again
            startOver();
            if (batch.isEmpty()) {
                throw e;
            }
            LOG.warn("will look again: {}", e.toString());
        }
        return batch;
    }

    private void startOver() throws IOException {
        queue.clear();
        resolved = null;
        OpenFile broken = current;
        current = null;
        if (broken != null) {
            listing.at(broken.file().stored(), broken.place());
            broken.close();
        }
    }

    private void look(List<SourceRecord> batch) throws IOException {
        Listing.Found found = listing.look(store.files(""));
        found.gone().forEach(path -> batch.add(registry.gone(path)));
        queue.addAll(found.files());
        resolved = found.resolved();
    }

    private void read(List<SourceRecord> batch) throws IOException {
        OpenFile file = current == null ? open(queue.element(), batch) : current;
        if (current == null) {
            queue.remove();
            current = file;
        }
        if (file != null && !file.read(batch, config.batchSize())) {
            Place end = file.place().end();
            batch.add(registry.done(file.file(), end));
            listing.at(file.file().stored(), end);
            file.close();
            current = null;
        }
    }

    private @Nullable OpenFile open(StoredFile stored, List<SourceRecord> batch) throws IOException {
        Place from = listing.place(stored);
        try {
            FeedFile file = FeedFile.of(stored, config.tables().all());
            return OpenFile.open(file, store.local(stored, copies), records(stored.path(), file), from);
        } catch (RefusedFileException e) {
            String reason = String.valueOf(e.getMessage());
            LOG.warn("refused {}: {}", stored.path(), reason);
            listing.refused(stored);
            batch.add(registry.refused(stored, from, reason));
            return null;
        }
    }

    private FeedRecords records(String path, @Nullable FeedFile file) {
        FeedTables tables = config.tables();
        @Nullable String table = file == null ? null : file.table().name();
        return new FeedRecords(
                config.location(), new ChangeDecoder(tables.all(), tables.prefix(), path, table), tables.topics());
    }

    private void tellProgress(List<SourceRecord> batch) throws IOException {
        StoredFile told = resolved;
        resolved = null;
        if (told == null || told.name().compareTo(published) <= 0 || listing.hasRefused()) {
            return;
        }
        byte[] content = Files.readAllBytes(store.local(told, copies));
        FeedRecords records = records(told.path(), null);
        FeedRecords.Position position =
                new FeedRecords.Position(PROGRESS, Map.of(RESOLVED, told.name()), Map.of("file", told.path()));
        try {
            records.addProgress(Payload.message(content), position, batch);
        } catch (BadMessageException e) {
            batch.add(records.deadLetter(
                    new String(content, java.nio.charset.StandardCharsets.UTF_8),
                    String.valueOf(e.getMessage()),
                    position));
        }
        published = told.name();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
        store.close();
        try (Stream<Path> files = Files.list(copies)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(copies);
    }
}
