package dev.tributary.benchmarks.jmh;

import dev.tributary.app.PipelineSetup;
import dev.tributary.benchmarks.data.WideTable;
import dev.tributary.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How the cost of a row grows with its columns, all of them written, and with the tables joined to it, each by a key of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 12)
@Measurement(iterations = 10)
@Fork(1)
@org.jspecify.annotations.NullUnmarked // JMH calls open before anything else
public class ShapeBenchmark {
    private static final int JOINED_ROWS = 1024;
    private static final int JOINED_COLUMNS = 4;
    private static final int ROWS = 8192;
    private static final String OUTPUT = "wide";

    @Param({"stream", "table"})
    private String kind;

    @Param({"4", "16", "64"})
    private int columns;

    @Param({"0", "1", "2", "4"})
    private int joins;

    private WideTable driving;
    private List<WideTable> joined;
    private PipelineSetup setup;
    private DrivenTopology topology;
    private TestInputTopic<byte[], byte[]> input;
    private byte[][] rows;

    @Setup
    public void prepare() throws IOException {
        driving = new WideTable("driving", joins, columns);
        joined = IntStream.rangeClosed(1, joins)
                .mapToObj(i -> new WideTable("joined_" + i, 0, JOINED_COLUMNS))
                .toList();
        rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(id -> driving.inserted(id, 1 + id % JOINED_ROWS))
                .toArray(byte[][]::new);
        setup = PipelineSetup.of(AppConfig.load(files(), Map.of()));
    }

    private Path files() throws IOException {
        Path directory = Files.createTempDirectory("shape-benchmark");
        for (WideTable table : tables()) {
            Files.writeString(directory.resolve(table.name() + ".avsc"), table.schema());
        }
        Files.writeString(directory.resolve("pipeline.properties"), String.join("\n", pipeline()));
        return Files.writeString(directory.resolve("tributary.properties"), """
                application.id = shape
                bootstrap.servers = none:9092
                tributary.pipelines = pipeline.properties
                tributary.store = memory
                # the driver makes one task of the whole topology; its empty topics would cost more than what is measured
                tributary.replay = false
                max.task.idle.ms = -1
                """);
    }

    private List<WideTable> tables() {
        List<WideTable> all = new ArrayList<>(List.of(driving));
        all.addAll(joined);
        return all;
    }

    private List<String> pipeline() {
        List<String> lines = new ArrayList<>(List.of(
                "pipeline = shape",
                "tables = " + names(tables()),
                "outputs = wide",
                "output.wide.topic = " + OUTPUT,
                "output.wide.format = json",
                "output.wide.kind = " + kind,
                "output.wide.from = driving",
                "output.wide.fields = " + fields()));
        if (joins > 0) {
            lines.add("output.wide.join = " + names(joined));
        }
        for (WideTable table : tables()) {
            String prefix = "table." + table.name() + ".";
            lines.addAll(List.of(
                    prefix + "topic = " + table.name(),
                    prefix + "key = id",
                    prefix + "envelope = debezium",
                    prefix + "format = json",
                    prefix + "schema = " + table.name() + ".avsc"));
        }
        for (int i = 0; i < joins; i++) {
            String prefix = "output.wide.join." + joined.get(i).name() + ".";
            lines.addAll(List.of(prefix + "on = driving.ref_" + (i + 1), prefix + "type = inner"));
            lines.add("output.wide.field." + joined.get(i).name() + " = "
                    + joined.get(i).name() + ".c_1");
        }
        return lines;
    }

    private static String names(List<WideTable> tables) {
        return tables.stream().map(WideTable::name).collect(Collectors.joining(", "));
    }

    /** Every column of the driving table, and one of each joined table, under that table's name. */
    private String fields() {
        List<String> fields = new ArrayList<>(List.of("driving.id"));
        driving.columnNames().forEach(column -> fields.add("driving." + column));
        joined.forEach(table -> fields.add(table.name()));
        return String.join(", ", fields);
    }

    /** A new driver each time: a table passes over what it has seen before. */
    @Setup(Level.Invocation)
    public void open() {
        topology = new DrivenTopology(setup);
        input = topology.input(driving.name());
        for (WideTable table : joined) {
            TestInputTopic<byte[], byte[]> changes = topology.input(table.name());
            for (int id = 1; id <= JOINED_ROWS; id++) {
                changes.pipeInput(table.key(id), table.inserted(id, 0));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<KeyValue<byte[], byte[]>> row() {
        for (int i = 0; i < ROWS; i++) {
            input.pipeInput(driving.key(i + 1), rows[i]);
        }
        List<KeyValue<byte[], byte[]>> written = topology.take(OUTPUT);
        if (written.size() != ROWS) {
            throw new IllegalStateException(written.size() + " rows of " + ROWS + " were written");
        }
        return written;
    }

    @TearDown(Level.Invocation)
    public void close() {
        topology.close();
    }
}
