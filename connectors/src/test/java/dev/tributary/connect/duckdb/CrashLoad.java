package dev.tributary.connect.duckdb;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Delivers one fixed history from its first record on, says so after every commit, and is there to be killed. */
public final class CrashLoad {
    static final int RECORDS = 40_000;
    private static final int KEYS = 5_000;
    private static final int BATCH = 700;

    private CrashLoad() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<SinkRecord> records = records(null);
        try (SinkHarness sink = SinkHarness.start(Path.of(args[0]), "duckdb.checkpoint.threshold", "1MB")) {
            sink.open(Bonuses.PARTITION);
            for (int start = 0; start < RECORDS; start += BATCH) {
                sink.put(records.subList(start, Math.min(RECORDS, start + BATCH)));
                sink.commit(Bonuses.PARTITION);
                out.println(start);
            }
        }
        out.println("done");
    }

    static List<String> expectedRows() {
        Map<Long, String> rows = new TreeMap<>();
        records(rows);
        return rows.entrySet().stream()
                .map(row -> row.getKey() + " | " + row.getValue())
                .toList();
    }

    private static List<SinkRecord> records(@Nullable Map<Long, String> rows) {
        Random random = new Random(42);
        Bonuses topic = new Bonuses();
        List<SinkRecord> records = new ArrayList<>();
        Map<Long, String> state = rows == null ? new TreeMap<>() : rows;
        while (records.size() < RECORDS) {
            long id = random.nextInt(KEYS);
            String position = String.format("%08d", records.size());
            if (records.size() < RECORDS - 1 && random.nextInt(8) == 0) {
                records.add(topic.deleted(id, position));
                records.add(topic.tombstone(id));
                state.remove(id);
            } else {
                String name = "n" + records.size();
                records.add(topic.row(id, name, position));
                state.put(id, name);
            }
        }
        return records;
    }
}
