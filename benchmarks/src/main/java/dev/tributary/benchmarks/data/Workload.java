package dev.tributary.benchmarks.data;

/**
 * The history that every system joins: each employee inserted and then updated once, and bonuses inserted for them.
 *
 * @param employees number of employees, with ids from 1
 * @param bonuses number of bonuses, with ids from 1
 * @param seed decides every value
 * @param updates when the employees' second versions are committed
 */
public record Workload(int employees, int bonuses, long seed, Updates updates) {
    /** When the second version of each employee is committed. */
    public enum Updates {
        /** Before the first bonus: a stream-table join and a table-table join then have the same answer. */
        BEFORE,
        /** Spread evenly over the bonuses: a table-table join has to send rows again. */
        DURING
    }

    private static final long FIRST_COMMIT_MS = 1_767_225_600_000L;
    private static final int COMMITS_PER_MS = 5;

    /** The version that an employee has in the end. */
    public static final int LAST_VERSION = 2;

    /** The employee (from 1) that a bonus (from 1) belongs to. */
    public int employeeOf(int bonus) {
        return 1 + (int) Long.remainderUnsigned(mix(seed ^ ((long) bonus << 20)), employees);
    }

    public int amount(int bonus) {
        return 1 + (int) Long.remainderUnsigned(mix(seed + bonus), 5000);
    }

    public Employee employee(int id, int version) {
        return Employee.of(id, version, mix(seed * 31 + id));
    }

    /** The place of an employee's version in the order of commits. */
    long payrollCommit(int employee, int version) {
        if (version < LAST_VERSION) {
            return employee;
        }
        return updates == Updates.BEFORE
                ? (long) employees + employee
                : bonusCommit(1) + 2 * ((long) employee * bonuses / employees) + 1;
    }

    /** The place of a bonus in the order of commits; odd places in between are left to {@link Updates#DURING}. */
    long bonusCommit(int bonus) {
        return 2L * employees + 2L * bonus;
    }

    /** Milliseconds since the epoch at which a commit took place. */
    static long commitMillis(long commit) {
        return FIRST_COMMIT_MS + commit / COMMITS_PER_MS;
    }

    /** SplitMix64's finaliser: neighbouring inputs give unrelated outputs. */
    private static long mix(long input) {
        long bits = input + 0x9E3779B97F4A7C15L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
