package dev.tributary.benchmarks.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.benchmarks.data.ChangeFormat;
import dev.tributary.benchmarks.data.Format;
import dev.tributary.benchmarks.data.Samples;
import dev.tributary.benchmarks.data.Schemas;
import dev.tributary.benchmarks.data.Workload;
import dev.tributary.benchmarks.output.OutputRow.Verdict;
import dev.tributary.benchmarks.stand.Registry;
import dev.tributary.benchmarks.systems.LimitJoin;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputRowTest {
    private static final Workload WORKLOAD = new Workload(10, 5, 1, Workload.Updates.BEFORE);

    @ParameterizedTest
    @EnumSource
    void shouldJudgeByTheVersionOfTheEmployee(Format format) throws IOException {
        try (Registry registry = Registry.start()) {
            Judge judge = new Judge(format, registry);

            assertThat(judge.verdict(Workload.LAST_VERSION, 3, 3)).isEqualTo(Verdict.RIGHT);
            assertThat(judge.verdict(1, 3, 3)).isEqualTo(Verdict.STALE);
            assertThat(judge.verdict(Workload.LAST_VERSION, 3, 4)).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void shouldNotAcceptADeletedRow() {
        byte[] row =
                "{\"bonus_id\":1,\"employee_id\":1,\"full_name\":null,\"hourly_rate\":null,\"bonus\":null,\"email\":null,\"__deleted\":true}"
                        .getBytes(UTF_8);

        assertThat(new JsonRows().decode(row).judge(1, WORKLOAD)).isEqualTo(Verdict.WRONG);
    }

    /** Joins by hand and judges the outcome. */
    private static final class Judge {
        private final Format format;
        private final Registry registry;
        private final int outputSchema;

        Judge(Format format, Registry registry) {
            this.format = format;
            this.registry = registry;
            this.outputSchema = registry.register("output", Schemas.LIMIT_JOIN_OUTPUT.parse());
        }

        /** Joins {@code bonus} with a version of every employee, and takes the row for that of bonus {@code takenFor}. */
        Verdict verdict(int version, int bonus, int takenFor) {
            Samples samples =
                    new Samples(WORKLOAD, format == Format.JSON ? ChangeFormat.json() : ChangeFormat.avro(1, 2));
            LimitJoin join = LimitJoin.of(format, outputSchema);
            for (byte[] employee : samples.payroll(version)) {
                join.payroll(employee);
            }
            byte[] row = Objects.requireNonNull(join.output(samples.bonuses()[bonus - 1]));
            return RowDecoder.of(format, registry).decode(row).judge(takenFor, WORKLOAD);
        }
    }
}
