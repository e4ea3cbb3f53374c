package dev.tributary.benchmarks.output;

import java.time.Duration;

/**
 * How long a system took.
 *
 * @param all from the start of the process to the last visible output row
 * @param steady from the first to the last visible output row
 * @param late over the second half of the bonuses: what is left when most of the code is compiled
 */
public record Timing(Duration all, Duration steady, Duration late, Cpu cpuAll, Cpu cpuSteady, Cpu cpuLate) {
    /** CPU time, user and system. */
    public record Cpu(Duration system, Duration broker) {}
}
