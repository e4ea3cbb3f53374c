package dev.tributary.connect.duckdb;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Prints the rows per second of the sink: inserts, upserts, upserts with deletes, for several batch sizes.
 *
 * <p>Arguments: rows per phase (default 500000), then batch sizes. "flushed" commits after every batch; "as polled"
 * puts 500 records at a time and lets the sink gather them as it is shipped.
 */
public final class SinkBenchmark {
    private static final TopicPartition PARTITION = new TopicPartition("topic_payroll_complete", 0);
    private static final Schema AMOUNT = Decimal.builder(2)
            .optional()
            .parameter("connect.decimal.precision", "12")
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("bonus_id", Schema.INT64_SCHEMA)
            .field("employee_id", Schema.OPTIONAL_INT64_SCHEMA)
            .field("full_name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("age", Schema.OPTIONAL_INT32_SCHEMA)
            .field("ssn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("hourly_rate", AMOUNT)
            .field("bonus", AMOUNT)
            .field("gender", Schema.OPTIONAL_STRING_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("__op", Schema.STRING_SCHEMA)
            .field("__deleted", Schema.BOOLEAN_SCHEMA)
            .field("__source_ts_ms", Schema.INT64_SCHEMA)
            .field("__commit_lsn", Schema.INT64_SCHEMA)
            .field("__lsn", Schema.INT64_SCHEMA)
            .field("__tx_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("__position", Schema.STRING_SCHEMA)
            .build();

    private final PrintStream out;
    private final int rows;
    private final Random random = new Random(7);
    private long offset;
    private long newest;

    private SinkBenchmark(PrintStream out, int rows) {
        this.out = out;
        this.rows = rows;
    }

    public static void main(String[] args) throws Exception {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (!String.join("", args).chars().allMatch(Character::isDigit)) {
            out.println("usage: sink [rows per phase [rows per batch …]], by default 500000 500 5000 50000");
            System.exit(2);
        }
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 500_000;
        List<Integer> batches = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            batches.add(Integer.parseInt(args[i]));
        }
        if (batches.isEmpty()) {
            batches = List.of(500, 5_000, 50_000);
        }
        out.printf(
                "%d rows per phase, 16 columns, %d processors%n",
                rows, Runtime.getRuntime().availableProcessors());
        for (int batch : batches) {
            new SinkBenchmark(out, rows).run(batch, true);
        }
        new SinkBenchmark(out, rows).run(500, false);
    }

    private void run(int batch, boolean flushed) throws Exception {
        Path folder = Files.createTempDirectory("sink-benchmark");
        String name = flushed ? "batches of " + batch + ", flushed" : "polls of " + batch + ", as polled";
        String[] settings = flushed
                ? new String[] {"batch.size", "1000000", "batch.linger.ms", "60000"}
                : new String[] {"batch.linger.ms", "100"};
        try (SinkHarness sink = SinkHarness.start(folder.resolve("bench.duckdb"), settings)) {
            sink.open(PARTITION);
            phase(sink, batch, flushed, new Phase(name + ": inserts", 0, 0));
            phase(sink, batch, flushed, new Phase(name + ": upserts, 50 % present", 50, 0));
            phase(sink, batch, flushed, new Phase(name + ": upserts, 10 % deletes", 50, 10));
        }
    }

    private record Phase(String name, int present, int deletes) {}

    private void phase(SinkHarness sink, int batch, boolean flushed, Phase phase) {
        long nanos = 0;
        long cpu = 0;
        for (int done = 0; done < rows; done += batch) {
            List<SinkRecord> records = records(batch, phase);
            long cpuBefore = cpuNanos();
            long start = System.nanoTime();
            sink.put(records);
            if (flushed || done + batch >= rows) {
                sink.commit(PARTITION);
            }
            nanos += System.nanoTime() - start;
            cpu += cpuNanos() - cpuBefore;
        }
        out.printf(
                "%-48s %,9.0f rows/s  %5.1f CPU s per million%n", phase.name(), rows * 1e9 / nanos, cpu / 1e3 / rows);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private List<SinkRecord> records(int batch, Phase phase) {
        List<SinkRecord> records = new ArrayList<>(batch);
        while (records.size() < batch) {
            boolean present = random.nextInt(100) < phase.present();
            long id = present ? random.nextLong(newest) : newest++;
            if (random.nextInt(100) < phase.deletes()) {
                records.add(record(id, row(id, true)));
                records.add(record(id, null));
            } else {
                records.add(record(id, row(id, false)));
            }
        }
        return records;
    }

    private SinkRecord record(long id, @Nullable Struct row) {
        return new SinkRecord(
                PARTITION.topic(),
                PARTITION.partition(),
                null,
                Map.of("bonus_id", id),
                row == null ? null : ROW,
                row,
                offset++,
                1_700_000_000_000L + offset,
                TimestampType.CREATE_TIME);
    }

    private Struct row(long id, boolean deleted) {
        Struct row = new Struct(ROW)
                .put("bonus_id", id)
                .put("__op", deleted ? "d" : "u")
                .put("__deleted", deleted)
                .put("__source_ts_ms", 1_700_000_000_000L)
                .put("__commit_lsn", offset)
                .put("__lsn", offset)
                .put("__tx_id", String.valueOf(offset))
                .put("__position", String.format("00000001-%016x-%016x-00000001", offset, offset));
        if (!deleted) {
            row.put("employee_id", id % 1000)
                    .put("full_name", "Sheridan Lezemere")
                    .put("age", 33)
                    .put("ssn", "tok_aaaaaaaaaaaaaaaaaaaaaaaaa" + id)
                    .put("hourly_rate", new BigDecimal("12.50"))
                    .put("bonus", BigDecimal.valueOf(id % 100_000, 2))
                    .put("gender", "F")
                    .put("email", "someone" + id + "@example.com");
        }
        return row;
    }
}
