package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Schemas;
import dev.tributary.benchmarks.stand.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of a system: what it reads, what it writes, where its files lie.
 *
 * @param name unique among the runs; application id and output topic come from it
 * @param bonuses how many bonuses there will be
 * @param mode what the settings are chosen for
 * @param appProperties added to the real application's properties, over everything else
 */
public record Job(
        Contender contender,
        String name,
        Format format,
        String bootstrap,
        String payroll,
        String bonus,
        int bonuses,
        Mode mode,
        Map<String, String> appProperties) {
    /** What the settings of a system are chosen for. */
    public enum Mode {
        THROUGHPUT,
        LATENCY
    }

    private static final String FLINK_MAIN = "dev.tributary.benchmarks.flink.FlinkJoin";
    private static final int THROUGHPUT_LINGER_MS = 20;

    public String output() {
        return name + "-output";
    }

    /** The command that runs the system, after writing the files it needs below {@code directory}. */
    public List<String> command(Path directory, Registry registry) throws IOException {
        if (contender.isTributary()) {
            return new TributaryFiles(this, directory).write(registry.url());
        }
        if (contender == Contender.FLINK_TABLE) {
            return List.of(FLINK_MAIN, bootstrap, payroll, bonus, output());
        }
        int outputSchema = registry.register(output() + "-value", Schemas.LIMIT_JOIN_OUTPUT.parse());
        if (contender.isStreamsByHand()) {
            return List.of(
                    StreamsByHandMain.class.getName(),
                    bootstrap,
                    payroll,
                    bonus,
                    output(),
                    format.name(),
                    String.valueOf(outputSchema),
                    directory.resolve("state").toString(),
                    contender.name());
        }
        int linger = mode == Mode.LATENCY ? 0 : THROUGHPUT_LINGER_MS;
        return new PlainSystem(
                        contender.plainKind(),
                        bootstrap,
                        payroll,
                        bonus,
                        output(),
                        format,
                        bonuses,
                        outputSchema,
                        linger)
                .command();
    }
}
