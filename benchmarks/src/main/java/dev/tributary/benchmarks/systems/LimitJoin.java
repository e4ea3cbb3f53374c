package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.data.Format;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The join by hand: the latest output fragments of each employee in a map, put around each bonus. */
public final class LimitJoin implements Work {
    private final Map<Integer, Fragments> employees = new ConcurrentHashMap<>();
    private final LimitFormat format;

    private LimitJoin(LimitFormat format) {
        this.format = format;
    }

    /**
     * A join without employees yet.
     *
     * @param outputSchemaId put into the head of Avro rows
     */
    public static LimitJoin of(Format format, int outputSchemaId) {
        return new LimitJoin(LimitFormat.of(format, outputSchemaId));
    }

    @Override
    public void payroll(byte[] value) {
        Fragments employee = format.employee(value);
        employees.put(employee.employeeId(), employee);
    }

    @Override
    public byte @Nullable [] output(byte[] bonus) {
        return format.join(bonus, employees::get);
    }
}
