package dev.tributary.benchmarks;

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
