package dev.tributary.connect.dynamodb;

import dev.tributary.connect.shards.SequencePosition;
import java.math.BigInteger;

/**
 * The order of all changes of a key: each epoch's scan, then what its streams tell by their sequence numbers.
 *
 * <p>The first of the three numbers is the epoch times 65536, and for a streamed change one more and the sequence number's
 * bits above 128 (it has 40 digits at most, 133 bits). So the first scan is at 0.0.0, before everything.
 */
final class Positions {
    private static final int SEQUENCE_BITS = 128;
    private static final int EPOCH_BITS = 16;

    private Positions() {}

    static String scanned(int epoch) {
        return SequencePosition.of(BigInteger.valueOf(epoch).shiftLeft(EPOCH_BITS + SEQUENCE_BITS));
    }

    static String streamed(int epoch, String sequence) {
        return SequencePosition.of(BigInteger.valueOf(((long) epoch << EPOCH_BITS) + 1)
                .shiftLeft(SEQUENCE_BITS)
                .add(new BigInteger(sequence)));
    }
}
