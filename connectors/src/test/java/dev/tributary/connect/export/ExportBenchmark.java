package dev.tributary.connect.export;

import dev.tributary.connect.stand.TestBroker;
import dev.tributary.connect.stand.TopicReader;
import dev.tributary.connect.stand.WorkerProcess;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Two exports of so many rows, the second with 1 % more, 2 % changed and 1 % gone, through a real worker: prints the registry's
 * records, the time from file to last event as a reader sees it, and the most memory that the worker had.
 */
public final class ExportBenchmark {
    private final Path folder;
    private final int rows;

    private ExportBenchmark(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new ExportBenchmark(folder, Integer.parseInt(args[1])).run(out);
    }

    private void run(PrintStream out) throws Exception {
        Path first = write("1", 0, rows);
        Path second = write("2", rows / 100, rows + rows / 100);
        try (TestBroker broker = TestBroker.start(folder);
                WorkerProcess worker = WorkerProcess.start(folder, broker, "-Xmx512m")) {
            worker.create("exports", config());
            publish(first, "1", broker, out);
            publish(second, "2", broker, out);
            out.println("peak memory of the worker: " + peak(worker));
        }
    }

    private void publish(Path file, String version, TestBroker broker, PrintStream out) throws IOException {
        long started = System.nanoTime();
        Files.move(file, file.resolveSibling("orders.csv.gz"));
        try (TopicReader registry = new TopicReader(broker.bootstrap(), "exports.imports")) {
            ConsumerRecord<String, @Nullable String> done = registry
                    .until(
                            "version " + version + " is done",
                            record -> record.key().contains("/" + version)
                                    && !String.valueOf(record.value()).contains("RUNNING"))
                    .stream()
                    .reduce((before, after) -> after)
                    .orElseThrow();
            out.println(done.value());
            out.printf("file to last event: %.1f s%n", (System.nanoTime() - started) / 1e9);
        }
    }

    private static String peak(WorkerProcess worker) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + worker.handle().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("unknown");
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", ExportSourceConnector.class.getName());
        config.put("tasks.max", "1");
        config.put("export.location", folder.resolve("exports").toString());
        config.put("work.dir", folder.resolve("work").toString());
        config.put("tables", "orders");
        config.put("table.orders.key", "id");
        config.put("topic.prefix", "exports");
        config.put("topic.creation.default.partitions", "1");
        config.put("topic.creation.default.replication.factor", "1");
        return config;
    }

    /** Ten columns, about 130 bytes a row, keys in no order. */
    private Path write(String version, int from, int to) throws IOException {
        Path file = Files.createDirectories(folder.resolve("exports/acme/orders/" + version))
                .resolve("orders.csv.gz.tmp");
        int count = to - from;
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write("id,first_name,last_name,email,city,street,note,amount,created,status\n");
            for (int i = 0; i < count; i++) {
                out.write(row(from + (int) ((i * 7_919L) % count), version));
            }
        }
        return file;
    }

    private String row(int id, String version) {
        boolean changed = version.equals("2") && id >= rows / 2 && id < rows / 2 + rows / 50;
        int mixed = id * 0x9E3779B1;
        return id + ",Name" + (mixed >>> 20) + ",Brøgger" + (mixed >>> 18) + ",n" + mixed + "@example.com,City "
                + (mixed & 1023) + ",\"Street " + (mixed >>> 8) + ", no. " + (id & 63) + "\",\"a \"\"note\"\" "
                + (changed ? "changed" : "kept") + "\"," + (mixed >>> 12) + "." + (10 + (id % 90)) + ",2026-01-"
                + (10 + (id % 20)) + "T10:00:00Z," + (id % 3 == 0 ? "open" : "paid") + "\n";
    }
}
