package dev.tributary.benchmarks.systems;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the join by hand reads and writes a format. */
interface LimitFormat {
    /** The output fragments of a changed employee. */
    Fragments employee(byte[] payroll);

    /** The output row of a bonus, or null when its employee is unknown. */
    byte @Nullable [] join(byte[] bonus, Map<Integer, Fragments> employees);
}
