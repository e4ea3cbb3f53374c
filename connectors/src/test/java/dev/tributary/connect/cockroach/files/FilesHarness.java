package dev.tributary.connect.cockroach.files;

import dev.tributary.connect.changes.ChangeText;
import dev.tributary.connect.changes.RememberedOffsets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Plays the Connect worker for real tasks over a real folder of a changefeed's files. */
final class FilesHarness implements AutoCloseable {
    final List<SourceRecord> records = new ArrayList<>();
    final Map<String, String> settings = new TreeMap<>();
    final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();

    private final Path feed;
    private @Nullable CockroachFilesSourceTask task;

    FilesHarness(Path folder) {
        feed = folder.resolve("feed");
        settings.put("files.location", feed.toString());
        settings.put("tables", "orders");
        settings.put("table.orders.key", "id");
        settings.put("table.orders.columns", "id string, user_id string, total decimal(12,2), ts timestamptz");
        settings.put("topic.prefix", "crdb");
        settings.put("scan.interval.ms", "10");
    }

    FilesHarness with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** The name of the feed's n-th file of a table, as a session of the feed gives it. */
    static String name(int second, String session, int number, String table) {
        return "2024-01-11/202401111000%02d0000000000000000000-%s-1-3-%08x-%s-2.ndjson"
                .formatted(second, session, number, table);
    }

    /** Writes lines, through gzip where the name tells so. */
    Path write(String name, String... lines) throws IOException {
        Path file = feed.resolve(name);
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling("." + file.getFileName());
        try (OutputStream raw = Files.newOutputStream(unfinished);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
        }
        return Files.move(unfinished, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    void resolved(int second) throws IOException {
        write(
                "2024-01-11/202401111000%02d0000000000000000000.RESOLVED".formatted(second),
                "{\"resolved\":\"17049672%02d000000000.0000000000\"}".formatted(second));
    }

    /** A row as the wrapped envelope of a file has it. */
    static String row(String id, String total, int second) {
        return "{\"after\":{\"id\":\"" + id + "\",\"total\":" + total + ",\"ts\":null,\"user_id\":\"u\"},\"key\":[\""
                + id + "\"],\"updated\":\"17049672%02d000000000.0000000000\"}".formatted(second);
    }

    static String deleted(String id, int second) {
        return "{\"after\":null,\"key\":[\"" + id
                + "\"],\"updated\":\"17049672%02d000000000.0000000000\"}".formatted(second);
    }

    /** Lets a task look until it has found nothing new twice. */
    FilesHarness run() throws InterruptedException {
        return run(Integer.MAX_VALUE);
    }

    /** Lets a task look until it has found nothing new twice, or has published so many batches. */
    FilesHarness run(int batches) throws InterruptedException {
        CockroachFilesSourceTask running = task();
        int quiet = 0;
        for (int published = 0; quiet < 2 && published < batches; ) {
            List<SourceRecord> batch = running.poll();
            if (batch == null) {
                quiet++;
            } else {
                published++;
                batch.forEach(this::publish);
            }
        }
        return this;
    }

    private void publish(SourceRecord record) {
        records.add(record);
        if (record.sourceOffset() == null) {
            offsets.remove(record.sourcePartition());
        } else {
            offsets.put(record.sourcePartition(), record.sourceOffset());
        }
    }

    private CockroachFilesSourceTask task() {
        if (task == null) {
            task = new CockroachFilesSourceTask();
            task.initialize(new RememberedOffsets(settings, offsets));
            task.start(settings);
        }
        return task;
    }

    /** Ends the task, wherever it is; the next run starts another one from what was published. */
    FilesHarness restart() {
        if (task != null) {
            task.stop();
            task = null;
        }
        return this;
    }

    /** The changes as text: operation, position, key, before and after. */
    List<String> changes() {
        return of("crdb.orders").stream().map(ChangeText::of).toList();
    }

    List<SourceRecord> of(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    /** The registry's latest state of a file, as a reader of the compacted topic sees it. */
    @Nullable
    Struct state(String file) {
        @Nullable Struct latest = null;
        for (SourceRecord record : of("crdb.files")) {
            if (file.equals(record.key())) {
                latest = (Struct) record.value();
            }
        }
        return latest;
    }

    @Override
    public void close() {
        restart();
    }
}
