package dev.tributary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing about a topology changes by accident: a renamed store or step is lost state. */
class GoldenTopologyTest {
    @ParameterizedTest
    @CsvSource({
        "table, table, ''",
        "strict, table, output.payroll_complete.order = strict",
        "broadcast, table, output.payroll_complete.join.payroll.broadcast = true",
        "stream, stream, output.payroll_complete.join.payroll.wait = 10m",
        "stream-broadcast, stream, 'output.payroll_complete.join.payroll.wait = 10m\noutput.payroll_complete.join.payroll.broadcast = true'"
    })
    void shouldBeTheTopologyThatRunsToday(String name, String kind, String extra) throws IOException {
        try (Flow flow = Flow.of(Payroll.pipeline("output.payroll_complete.kind = " + kind + "\n" + extra + "\n"))) {
            String described = flow.describe();

            Path golden = Path.of("src/test/resources/golden/payroll-" + name + ".txt");
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, described);
            }
            assertThat(described)
                    .as("if the change is meant: -Dgolden.write=true, and say in the changelog which state is lost")
                    .isEqualTo(Files.readString(golden));
        }
    }
}
