package dev.tributary.benchmarks.systems;

import dev.tributary.benchmarks.systems.Fragments.Span;
import java.io.ByteArrayOutputStream;

/** Walks over encoded Avro values without decoding what is only copied. */
final class AvroCursor {
    private static final int WIRE_HEADER = 5;
    private static final byte NULL_BRANCH = 0;
    private static final byte VALUE_BRANCH = 2;

    private final byte[] bytes;
    private int at;

    private AvroCursor(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** At the first column of {@code after}, in an envelope without {@code before}. */
    static AvroCursor atAfter(byte[] envelope) {
        if (envelope[WIRE_HEADER] != NULL_BRANCH || envelope[WIRE_HEADER + 1] != VALUE_BRANCH) {
            throw new IllegalStateException("not an envelope with after alone");
        }
        return new AvroCursor(envelope, WIRE_HEADER + 2);
    }

    /** Steps over an int or a long. */
    Span number() {
        int start = at;
        while (bytes[at] < 0) {
            at++;
        }
        at++;
        return new Span(start, at);
    }

    /** Steps over a nullable int or long that is not null. */
    Span optionalNumber() {
        enterValue();
        return number();
    }

    /** Steps over a nullable text or bytes that is not null; its length is part of the answer. */
    Span optionalBytes() {
        enterValue();
        int start = at;
        int length = valueAt(bytes, at);
        number();
        at += length;
        return new Span(start, at);
    }

    private void enterValue() {
        if (bytes[at++] != VALUE_BRANCH) {
            throw new IllegalStateException("a column is null");
        }
    }

    /** The int encoded at a place. */
    static int valueAt(byte[] bytes, int place) {
        int bits = 0;
        int shift = 0;
        int next = place;
        byte current;
        do {
            current = bytes[next++];
            bits |= (current & 0x7f) << shift;
            shift += 7;
        } while (current < 0);
        return (bits >>> 1) ^ -(bits & 1);
    }

    /** Encodes a number that is not negative. */
    static void writeNumber(ByteArrayOutputStream row, int number) {
        int bits = number << 1;
        while (bits > 0x7f) {
            row.write((bits & 0x7f) | 0x80);
            bits >>>= 7;
        }
        row.write(bits);
    }
}
