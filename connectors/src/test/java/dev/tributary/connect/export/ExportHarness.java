package dev.tributary.connect.export;

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

/** Plays the Connect worker for real tasks over a real folder of exports, and remembers what they publish. */
final class ExportHarness implements AutoCloseable {
    final List<SourceRecord> records = new ArrayList<>();
    final Map<String, String> settings = new TreeMap<>();

    private final Path exports;
    private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    private @Nullable ExportSourceTask task;

    ExportHarness(Path folder) {
        exports = folder.resolve("exports");
        settings.put("export.location", exports.toString());
        settings.put("work.dir", folder.resolve("work").toString());
        settings.put("tables", "orders");
        settings.put("table.orders.key", "id");
        settings.put("topic.prefix", "exports");
        settings.put("delete.limit", "0.5");
        settings.put("settle.ms", "0");
        settings.put("scan.interval.ms", "10");
        settings.put("tables.of.task", "acme/orders");
    }

    ExportHarness with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Path file(String version, String name) throws IOException {
        return Files.createDirectories(exports.resolve("acme/orders").resolve(version))
                .resolve(name);
    }

    void gzip(String version, String... lines) throws IOException {
        gzip(file(version, "orders.csv.gz"), lines);
    }

    static void gzip(Path file, String... lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Lets a task run until it has nothing more to do. */
    ExportHarness run() throws InterruptedException {
        return run(Integer.MAX_VALUE);
    }

    /** Lets a task run until it has nothing more to do, or has published so many records. */
    ExportHarness run(int most) throws InterruptedException {
        ExportSourceTask running = task();
        int published = 0;
        for (List<SourceRecord> batch = running.poll();
                batch != null && published < most;
                batch = published < most ? running.poll() : null) {
            for (SourceRecord record : batch.subList(0, Math.min(batch.size(), most - published))) {
                records.add(record);
                offsets.put(record.sourcePartition(), record.sourceOffset());
                published++;
            }
        }
        return this;
    }

    private ExportSourceTask task() {
        if (task == null) {
            task = new ExportSourceTask();
            task.initialize(new RememberedOffsets(settings, offsets));
            task.start(settings);
        }
        return task;
    }

    /** Ends the task, wherever it is; the next run starts another one from what was published. */
    ExportHarness restart() {
        if (task != null) {
            task.stop();
            task = null;
        }
        return this;
    }

    /** The changes as text: operation, position, key, before and after. */
    List<String> changes() {
        return records.stream()
                .filter(record -> !record.topic().equals("exports.imports"))
                .map(ChangeText::of)
                .toList();
    }

    /** The registry's latest state of each version, as a reader of the compacted topic sees it. */
    Map<String, Struct> imports() {
        Map<String, Struct> latest = new TreeMap<>();
        for (SourceRecord record : records) {
            if (record.topic().equals("exports.imports")) {
                latest.put(String.valueOf(record.key()), (Struct) record.value());
            }
        }
        return latest;
    }

    String state(String version) {
        Struct value = imports().get("acme/orders/" + version);
        return value == null ? "unknown" : value.getString("state");
    }

    String reason(String version) {
        Struct value = imports().get("acme/orders/" + version);
        return value == null ? "unknown" : String.valueOf(value.getString("reason"));
    }

    @Override
    public void close() {
        restart();
    }
}
