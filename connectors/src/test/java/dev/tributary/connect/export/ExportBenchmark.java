package dev.tributary.connect.export;

import dev.tributary.connect.export.delta.CsvDialect;
import dev.tributary.connect.export.delta.Delta;
import dev.tributary.connect.export.delta.Shape;
import dev.tributary.connect.export.delta.Workbench;
import dev.tributary.connect.export.files.Export;
import dev.tributary.connect.export.files.Intake;
import dev.tributary.connect.export.files.Version;
import dev.tributary.connect.objects.DirectoryObjects;
import dev.tributary.connect.objects.StoredFile;
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
import java.util.List;
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
        ExportBenchmark benchmark = new ExportBenchmark(folder, Integer.parseInt(args[1]));
        if (args.length > 2) {
            benchmark.compareOnly(out, args[2]);
        } else {
            benchmark.run(out);
        }
    }

    private void run(PrintStream out) throws Exception {
        Path first = write("1", 0, rows);
        Path second = write("2", rows / 100, rows + rows / 100);
        try (TestBroker broker = TestBroker.start(folder);
                WorkerProcess worker = WorkerProcess.start(folder, broker, "-Xmx512m")) {
            worker.create("exports", config());
            publish(first, "1", broker, out);
            publish(second, "2", broker, out);
            out.println("peak memory of the worker: " + peak(worker.handle()));
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

    /** Without Kafka: verify, read and compare in this process, with so much memory for DuckDB. */
    private void compareOnly(PrintStream out, String memory) throws Exception {
        write("1", 0, rows);
        write("2", rows / 100, rows + rows / 100);
        Path spill = folder.resolve("spill");
        try (Workbench bench = Workbench.open(new Workbench.Limits(memory, 2, spill))) {
            Path before = read(bench, "1", out);
            Path after = read(bench, "2", out);
            long started = System.nanoTime();
            Delta delta = Delta.of(bench, new Shape(bench.stateColumns(after), List.of("id")), before, after);
            out.printf("compare: %.1f s, %s%n", (System.nanoTime() - started) / 1e9, delta.counts());
        }
        out.println("peak memory: " + peak(ProcessHandle.current()));
    }

    private Path read(Workbench bench, String version, PrintStream out) throws Exception {
        Path file = folder.resolve("exports/acme/orders/" + version + "/orders.csv.gz.tmp");
        Path decoded = Files.createDirectories(folder.resolve("decoded" + version));
        StoredFile listed = new StoredFile(file.toString(), "orders.csv.gz", Files.size(file), 0);
        Export export = new Export(new Version(version, 1, 0), List.of(listed));
        long started = System.nanoTime();
        Intake.Verified verified = new Intake(new DirectoryObjects(folder), decoded, List.of(), ',').verify(export);
        long read = System.nanoTime();
        Path state = folder.resolve(version + ".parquet");
        bench.load(verified.parts(), verified.parts().get(0).columns(), new CsvDialect(','), state);
        out.printf("verify: %.1f s, read: %.1f s%n", (read - started) / 1e9, (System.nanoTime() - read) / 1e9);
        return state;
    }

    private static String peak(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
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
