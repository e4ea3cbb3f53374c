package dev.tributary.benchmarks.jmh;

import dev.tributary.benchmarks.data.ChangeFormat;
import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Samples;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.systems.LimitJoin;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs the join by hand, once it is in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitJoinBenchmark {
    // powers of two
    private static final int EMPLOYEES = 1024;
    private static final int BONUSES = 16_384;

    private static final int ENVELOPE_SCHEMA = 1;
    private static final int OUTPUT_SCHEMA = 2;

    @Param({"JSON", "AVRO"})
    private Format format = Format.JSON;

    private byte[][] payroll = new byte[0][];
    private byte[][] bonuses = new byte[0][];
    private LimitJoin join = LimitJoin.of(Format.JSON, OUTPUT_SCHEMA);
    private int next;

    @Setup
    public void load() {
        Workload workload = new Workload(EMPLOYEES, BONUSES, 1, Workload.Updates.BEFORE);
        ChangeFormat changes =
                format == Format.JSON ? ChangeFormat.json() : ChangeFormat.avro(ENVELOPE_SCHEMA, ENVELOPE_SCHEMA);
        Samples samples = new Samples(workload, changes);
        payroll = samples.payroll(Workload.LAST_VERSION);
        bonuses = samples.bonuses();
        join = LimitJoin.of(format, OUTPUT_SCHEMA);
        for (byte[] employee : payroll) {
            join.payroll(employee);
        }
    }

    /** An employee's change into its output fragments. */
    @Benchmark
    public void employee() {
        join.payroll(payroll[next++ & (EMPLOYEES - 1)]);
    }

    /** A bonus into its output row. */
    @Benchmark
    public byte @Nullable [] bonus() {
        return join.output(bonuses[next++ & (BONUSES - 1)]);
    }
}
