package dev.tributary.benchmarks.systems;

import org.jspecify.annotations.Nullable;

/** What a system over the plain clients does with a record; called by two threads at once. */
interface Work {
    /** One change of an employee; all of them come before the first bonus. */
    void payroll(byte[] value);

    /** The output row for a bonus, or null when there is none. */
    byte @Nullable [] output(byte[] bonus);
}
