package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.systems.Fragments.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The join by hand over Avro: written for the benchmark's schemas alone, values copied as encoded. */
final class AvroLimit implements LimitFormat {
    private final byte[] head;

    AvroLimit(int outputSchemaId) {
        this.head = ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 0)
                .putInt(outputSchemaId)
                .array();
    }

    @Override
    public Fragments employee(byte[] payroll) {
        AvroCursor cursor = AvroCursor.atAfter(payroll);
        Span id = cursor.number();
        Span first = cursor.optionalBytes();
        Span last = cursor.optionalBytes();
        Span age = cursor.optionalNumber();
        Span ssn = cursor.optionalBytes();
        Span rate = cursor.optionalBytes();
        ByteArrayOutputStream before = new ByteArrayOutputStream(64);
        copy(before, payroll, id);
        fullName(before, payroll, first, last);
        copy(before, payroll, age);
        copy(before, payroll, ssn);
        copy(before, payroll, rate);
        ByteArrayOutputStream after = new ByteArrayOutputStream(48);
        copy(after, payroll, cursor.optionalBytes());
        copy(after, payroll, cursor.optionalBytes());
        return new Fragments(AvroCursor.valueAt(payroll, id.start()), before.toByteArray(), after.toByteArray());
    }

    @Override
    public byte @Nullable [] join(byte[] bonus, IntFunction<@Nullable Fragments> employees) {
        AvroCursor cursor = AvroCursor.atAfter(bonus);
        Span id = cursor.number();
        Span employeeId = cursor.number();
        Fragments employee = employees.apply(AvroCursor.valueAt(bonus, employeeId.start()));
        return employee == null ? null : employee.row(head, bonus, id, cursor.number());
    }

    @Override
    public int employeeOf(byte[] bonus) {
        AvroCursor cursor = AvroCursor.atAfter(bonus);
        cursor.number();
        return AvroCursor.valueAt(bonus, cursor.number().start());
    }

    /** Both names are shorter than 64 bytes, so each length is a single byte, and their sum's at most two. */
    private static void fullName(ByteArrayOutputStream row, byte[] payroll, Span first, Span last) {
        int length = first.length() - 1 + 1 + last.length() - 1;
        AvroCursor.writeNumber(row, length);
        row.write(payroll, first.start() + 1, first.length() - 1);
        row.write(' ');
        row.write(payroll, last.start() + 1, last.length() - 1);
    }

    private static void copy(ByteArrayOutputStream row, byte[] payroll, Span value) {
        row.write(payroll, value.start(), value.length());
    }
}
