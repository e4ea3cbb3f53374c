package dev.tributary.benchmarks.data;

import java.util.stream.IntStream;

/** Change events in memory, for what needs no broker. */
public final class Samples {
    private final Workload workload;
    private final ChangeFormat format;

    public Samples(Workload workload, ChangeFormat format) {
        this.workload = workload;
        this.format = format;
    }

    /** One version of every employee. */
    public byte[][] payroll(int version) {
        return IntStream.rangeClosed(1, workload.employees())
                .mapToObj(id -> format.payroll(
                        workload.employee(id, version),
                        new Commit(workload.payrollCommit(id, version), version == 1 ? "c" : "u")))
                .toArray(byte[][]::new);
    }

    /** Every bonus. */
    public byte[][] bonuses() {
        return IntStream.rangeClosed(1, workload.bonuses())
                .mapToObj(id -> format.bonus(
                        id, workload.employeeOf(id), workload.amount(id), new Commit(workload.bonusCommit(id), "c")))
                .toArray(byte[][]::new);
    }
}
