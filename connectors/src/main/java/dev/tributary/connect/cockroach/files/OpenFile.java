package dev.tributary.connect.cockroach.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connect.cockroach.feed.BadMessageException;
import dev.tributary.connect.cockroach.feed.FeedRecords;
import dev.tributary.connect.cockroach.feed.Payload;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.kafka.connect.source.SourceRecord;

/** The lines of one file, published from its place on; every byte was verified before the first line is read. */
final class OpenFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FeedFile file;
    private final FeedRecords feed;
    private final Map<String, String> partition;
    private final BufferedReader lines;
    private Place place;

    private OpenFile(FeedFile file, FeedRecords feed, BufferedReader lines, Place place) {
        this.file = file;
        this.feed = feed;
        this.partition = Place.partition(file.stored().path());
        this.lines = lines;
        this.place = place;
    }

    static OpenFile open(FeedFile file, Path local, FeedRecords feed, Place from)
            throws IOException, RefusedFileException {
        try (InputStream all = decoded(file, local)) {
            all.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException e) {
            throw new RefusedFileException("the gzip file is cut off");
        } catch (ZipException e) {
            throw new RefusedFileException("the gzip file is damaged (" + e.getMessage() + ")");
        }
        // a character for each byte: the JSON parser judges whether they are UTF-8
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(decoded(file, local), StandardCharsets.ISO_8859_1), BUFFER);
        for (long skipped = 0; skipped < from.lines(); skipped++) {
            if (lines.readLine() == null) {
                break;
            }
        }
        return new OpenFile(file, feed, lines, from);
    }

    private static InputStream decoded(FeedFile file, Path local) throws IOException {
        InputStream raw = Files.newInputStream(local);
        try {
            return file.isGzip() ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    FeedFile file() {
        return file;
    }

    Place place() {
        return place;
    }

    /** Adds the records of the next lines until there are about so many; false when the file has ended. */
    boolean read(List<SourceRecord> records, int most) throws IOException {
        while (records.size() < most) {
            String line = lines.readLine();
            if (line == null) {
                return false;
            }
            take(line.getBytes(StandardCharsets.ISO_8859_1), records);
        }
        return true;
    }

    private void take(byte[] line, List<SourceRecord> records) throws IOException {
        Map<String, String> headers = Map.of("file", file.stored().path(), "line", String.valueOf(place.lines() + 1));
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            place = place.next(false);
            return;
        }
        FeedRecords.Position good =
                new FeedRecords.Position(partition, place.next(false).offset(), headers);
        FeedRecords.Position bad =
                new FeedRecords.Position(partition, place.next(true).offset(), headers);
        try {
            JsonNode message = Payload.message(line);
            feed.addMessage(message, good, records);
            place = place.next(false);
        } catch (BadMessageException e) {
            records.add(feed.deadLetter(text, String.valueOf(e.getMessage()), bad));
            place = place.next(true);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
