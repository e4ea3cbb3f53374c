package dev.tributary.benchmarks.systems;

import java.nio.ByteBuffer;
import java.util.Arrays;

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

    /** The fragments that {@link #bytes} made; the employee's id is not among them. */
    static Fragments of(int employeeId, byte[] bytes) {
        int middle = ByteBuffer.wrap(bytes).getShort();
        return new Fragments(
                employeeId,
                Arrays.copyOfRange(bytes, Short.BYTES, Short.BYTES + middle),
                Arrays.copyOfRange(bytes, Short.BYTES + middle, bytes.length));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Short.BYTES + beforeBonus.length + afterBonus.length)
                .putShort((short) beforeBonus.length)
                .put(beforeBonus)
                .put(afterBonus)
                .array();
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
