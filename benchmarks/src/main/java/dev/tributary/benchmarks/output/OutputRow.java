package dev.tributary.benchmarks.output;

import dev.tributary.benchmarks.data.Employee;
import dev.tributary.benchmarks.data.Workload;

/** The columns of an output row that tell whether it is right. */
record OutputRow(int employeeId, String fullName, String hourlyRate, int bonus, String email, boolean deleted) {
    /** How a row compares with the workload's answer. */
    enum Verdict {
        /** Joined with the last version of its employee. */
        RIGHT,
        /** Joined with an earlier version of its employee. */
        STALE,
        WRONG
    }

    Verdict judge(int bonusId, Workload workload) {
        int employee = workload.employeeOf(bonusId);
        if (deleted || employeeId != employee || bonus != workload.amount(bonusId)) {
            return Verdict.WRONG;
        }
        if (has(workload.employee(employee, Workload.LAST_VERSION))) {
            return Verdict.RIGHT;
        }
        for (int version = 1; version < Workload.LAST_VERSION; version++) {
            if (has(workload.employee(employee, version))) {
                return Verdict.STALE;
            }
        }
        return Verdict.WRONG;
    }

    private boolean has(Employee employee) {
        return email.equals(employee.email())
                && fullName.equals(employee.fullName())
                && hourlyRate.equals(employee.hourlyRate());
    }
}
