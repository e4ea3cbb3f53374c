package dev.tributary.benchmarks.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.tributary.benchmarks.data.ChangeFormat;
import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Samples;
import dev.tributary.benchmarks.data.Workload;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitJoinTest {
    @ParameterizedTest
    @EnumSource
    void shouldWriteRowsOfTheSizeThatTheBareCopyWrites(Format format) {
        Workload workload = new Workload(100_000, 2_000, 1, Workload.Updates.BEFORE);
        Samples samples = new Samples(workload, format == Format.JSON ? ChangeFormat.json() : ChangeFormat.avro(1, 2));
        LimitJoin join = LimitJoin.of(format, 3);
        for (byte[] employee : samples.payroll(Workload.LAST_VERSION)) {
            join.payroll(employee);
        }

        double mean = Arrays.stream(samples.bonuses())
                .mapToInt(bonus -> Objects.requireNonNull(join.output(bonus)).length)
                .average()
                .orElse(0);

        assertThat(mean).isCloseTo(new BareCopy(format).output(new byte[0]).length, withPercentage(5));
    }
}
