package dev.tributary.benchmarks.jmh;

import dev.tributary.app.PipelineSetup;
import dev.tributary.benchmarks.data.ChangeFormat;
import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Samples;
import dev.tributary.benchmarks.data.Schemas;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.stand.Registry;
import dev.tributary.benchmarks.systems.Contender;
import dev.tributary.benchmarks.systems.Job;
import dev.tributary.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/** What a bonus costs the whole topology, from the bytes of its change to the bytes of its output row, without a broker. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 12)
@Measurement(iterations = 10)
@Fork(1)
@org.jspecify.annotations.NullUnmarked // JMH calls open before anything else
public class TopologyBenchmark {
    private static final int EMPLOYEES = 1024;
    private static final int BONUSES = 16_384;

    /** The contender whose topology it is. */
    @Param({"TRIBUTARY_STREAM", "TRIBUTARY_TABLE"})
    private Contender contender;

    @Param({"JSON", "AVRO"})
    private Format format;

    private Registry registry;
    private DrivenTopology topology;
    private TestInputTopic<byte[], byte[]> bonusInput;
    private PipelineSetup setup;
    private String outputTopic;
    private byte[][] employees;
    private byte[][] bonuses;

    @Setup
    public void prepare() throws IOException {
        registry = Registry.start();
        Path files = Files.createTempDirectory("topology-benchmark");
        Job job = new Job(
                contender, "jmh", format, "none:9092", "payroll", "bonus", BONUSES, Job.Mode.THROUGHPUT, Map.of());
        Samples samples = new Samples(new Workload(EMPLOYEES, BONUSES, 1, Workload.Updates.BEFORE), changes());
        employees = samples.payroll(Workload.LAST_VERSION);
        bonuses = samples.bonuses();
        outputTopic = job.output();
        job.command(files, registry);
        setup = PipelineSetup.of(
                AppConfig.load(files.resolve("tributary.properties"), Map.of("tributary.store", "memory")));
    }

    /** A new driver each time: a table passes over what it has seen before. */
    @Setup(Level.Invocation)
    public void open() {
        topology = new DrivenTopology(setup);
        bonusInput = topology.input("bonus");
        TestInputTopic<byte[], byte[]> payroll = topology.input("payroll");
        for (int i = 0; i < employees.length; i++) {
            payroll.pipeInput(ChangeFormat.key("employee_id", i + 1), employees[i]);
        }
    }

    private ChangeFormat changes() {
        return format == Format.JSON
                ? ChangeFormat.json()
                : ChangeFormat.avro(
                        registry.register("payroll-value", Schemas.PAYROLL_ENVELOPE.parse()),
                        registry.register("bonus-value", Schemas.BONUS_ENVELOPE.parse()));
    }

    @Benchmark
    @OperationsPerInvocation(BONUSES)
    public List<KeyValue<byte[], byte[]>> bonus() {
        for (int i = 0; i < BONUSES; i++) {
            bonusInput.pipeInput(ChangeFormat.key("bonus_id", i + 1), bonuses[i]);
        }
        return topology.take(outputTopic);
    }

    @TearDown(Level.Invocation)
    public void close() {
        topology.close();
    }

    @TearDown
    public void end() {
        registry.close();
    }
}
