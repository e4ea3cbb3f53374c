package dev.tributary.benchmarks.systems;

/** The parts of an employee's output rows, as they go out. */
final class Fragments {
    private final int employeeId;
    private final byte[] beforeBonus;
    private final byte[] afterBonus;

    /** Fragments over the two arrays, which they own from now on. */
    Fragments(int employeeId, byte[] beforeBonus, byte[] afterBonus) {
        this.employeeId = employeeId;
        this.beforeBonus = beforeBonus;
        this.afterBonus = afterBonus;
    }

    int employeeId() {
        return employeeId;
    }

    /** An output row: {@code head}, the bonus' id, the fragments around its amount. */
    byte[] row(byte[] head, byte[] source, Span id, Span amount) {
        byte[] row = new byte[head.length + id.length() + beforeBonus.length + amount.length() + afterBonus.length];
        System.arraycopy(head, 0, row, 0, head.length);
        int at = head.length;
        System.arraycopy(source, id.start(), row, at, id.length());
        at += id.length();
        System.arraycopy(beforeBonus, 0, row, at, beforeBonus.length);
        at += beforeBonus.length;
        System.arraycopy(source, amount.start(), row, at, amount.length());
        at += amount.length();
        System.arraycopy(afterBonus, 0, row, at, afterBonus.length);
        return row;
    }

    /** A stretch of the source record. */
    record Span(int start, int end) {
        int length() {
            return end - start;
        }
    }
}
