package dev.tributary.benchmarks;

import dev.tributary.benchmarks.systems.Contender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of a latency measurement: how fast bonuses are produced, and for how long. */
final class Pace {
    @Option(
            names = "--rate",
            defaultValue = "5000",
            description = "bonuses per second, for --latency (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "measured time, for --latency (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description = "seconds before that, for --latency (${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(
            names = "--commit-ms",
            split = ",",
            paramLabel = "MS",
            description =
                    "commit intervals of the exactly-once systems, for --latency: one run each (the benchmark's own)")
    private List<Integer> commitMillis = List.of();

    /** A commit interval; negative: as the system has it. */
    record Commits(int millis) {
        private static final Commits OWN = new Commits(-1);

        /** The application's properties with this interval. */
        Map<String, String> over(Map<String, String> properties) {
            Map<String, String> over = new LinkedHashMap<>(properties);
            if (millis >= 0) {
                over.put("commit.interval.ms", String.valueOf(millis));
            }
            return over;
        }

        String suffix() {
            return millis < 0 ? "" : "-" + millis;
        }

        @Override
        public String toString() {
            return millis < 0 ? "" : " " + millis + " ms";
        }
    }

    /** The intervals at which a system is measured; none for one without an output. */
    List<Commits> commits(Contender contender) {
        if (contender == Contender.BARE_CONSUME) {
            return List.of();
        }
        return contender.isExactlyOnce() && !commitMillis.isEmpty()
                ? commitMillis.stream().map(Commits::new).toList()
                : List.of(Commits.OWN);
    }

    /** Bonuses per second. */
    int rate() {
        return rate;
    }

    /** Bonuses that are sent before the measurement. */
    int warmUp() {
        return rate * warmUpSeconds;
    }

    /** Bonuses that are sent in all. */
    int total() {
        return warmUp() + rate * seconds;
    }
}
