package dev.tributary.benchmarks.output;

import java.time.Duration;

/**
 * How long a system took.
 *
 * @param all from the start of the process to the last visible output row
 * @param steady from the first to the last visible output row
 */
public record Timing(Duration all, Duration steady, Cpu cpuAll, Cpu cpuSteady) {
    /** CPU time, user and system. */
    public record Cpu(Duration system, Duration broker) {}
}
