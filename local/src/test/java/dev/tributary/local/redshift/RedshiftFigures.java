package dev.tributary.local.redshift;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Prints the rows per second of the sink into the double, with the load of the machine. */
public final class RedshiftFigures {
    private static final int ROWS = 100_000;
    private static final int POLL = 5_000;
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("customer", Schema.INT64_SCHEMA)
            .field("full_name", Schema.STRING_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field(
                    "total",
                    Decimal.builder(2)
                            .parameter("connect.decimal.precision", "12")
                            .build())
            .field("state", Schema.STRING_SCHEMA)
            .field("__deleted", Schema.BOOLEAN_SCHEMA)
            .field("__position", Schema.STRING_SCHEMA)
            .build();

    private RedshiftFigures() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String format : List.of("csv", "parquet")) {
            OrderRecords orders = new OrderRecords("figures_" + format);
            try (SinkHarness sink = RedshiftStand.shared()
                    .sink("figures_" + format, "stage.format", format)
                    .open(orders.partition())) {
                time(out, format + ", new rows", sink, records(orders, 0));
                time(out, format + ", the same keys again", sink, records(orders, 0));
            }
        }
        System.exit(0);
    }

    private static List<SinkRecord> records(OrderRecords orders, long first) {
        List<SinkRecord> records = new ArrayList<>(ROWS);
        for (long id = first; id < first + ROWS; id++) {
            records.add(orders.row(new Struct(ROW)
                    .put("id", id)
                    .put("customer", id % 1000)
                    .put("full_name", "Sheridan Lezemere")
                    .put("email", "someone" + id + "@example.com")
                    .put("total", BigDecimal.valueOf(id % 100_000, 2))
                    .put("state", "shipped")
                    .put("__deleted", false)
                    .put("__position", String.format("00000001-%016x-%016x-00000001", id, id))));
        }
        return records;
    }

    private static void time(PrintStream out, String what, SinkHarness sink, List<SinkRecord> records) {
        long start = System.nanoTime();
        for (int from = 0; from < ROWS; from += POLL) {
            sink.put(records.subList(from, from + POLL));
        }
        sink.commit(new org.apache.kafka.common.TopicPartition(records.get(0).topic(), 0));
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%-32s %,9.0f rows/s  %6.1f s  load average %.1f%n",
                what,
                ROWS / seconds,
                seconds,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
