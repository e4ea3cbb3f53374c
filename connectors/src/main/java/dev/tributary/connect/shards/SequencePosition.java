package dev.tributary.connect.shards;

import java.math.BigInteger;

/** Sequence numbers of any length up to 192 bits as a {@code source.pos}: three unsigned 64-bit numbers in the same order. */
public final class SequencePosition {
    private static final int BITS = 192;

    private SequencePosition() {}

    /**
     * The three numbers, parted by dots.
     *
     * @throws IllegalArgumentException when the number is negative or longer
     */
    public static String of(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > BITS) {
            throw new IllegalArgumentException("a sequence number of more than " + BITS + " bits");
        }
        return Long.toUnsignedString(number.shiftRight(128).longValue())
                + "." + Long.toUnsignedString(number.shiftRight(64).longValue())
                + "." + Long.toUnsignedString(number.longValue());
    }
}
