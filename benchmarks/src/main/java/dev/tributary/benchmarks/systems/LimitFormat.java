package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.data.Format;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How the join by hand reads and writes a format. */
interface LimitFormat {
    /** Puts {@code outputSchemaId} into the head of Avro rows. */
    static LimitFormat of(Format format, int outputSchemaId) {
        return format == Format.JSON ? new JsonLimit() : new AvroLimit(outputSchemaId);
    }

    /** The output fragments of a changed employee. */
    Fragments employee(byte[] payroll);

    /** The employee that a bonus refers to. */
    int employeeOf(byte[] bonus);

    /** The output row of a bonus, or null when its employee is unknown. */
    byte @Nullable [] join(byte[] bonus, IntFunction<@Nullable Fragments> employees);
}
