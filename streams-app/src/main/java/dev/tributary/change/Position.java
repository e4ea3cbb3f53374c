package dev.tributary.change;

import dev.tributary.serde.BadRecordException;
import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * Where a change stands in its source's commit order; comparable per key.
 *
 * @param epoch counts starts of a new order: restarts of the source's positions in the upper half, later snapshots of the
 *     key in the lower
 * @param commit for Postgres the LSN of the last commit before the change's transaction, 0 in a snapshot
 * @param event for Postgres the LSN of the change; for a row envelope its Kafka offset
 * @param order the change's place within its transaction, where the source tells it
 */
public record Position(int epoch, long commit, long event, long order) implements Comparable<Position> {
    private static final int RESTART_BITS = 16;

    /** Of a change that does not tell: the trailing tombstone of a delete. */
    public static final Position UNKNOWN = new Position(-1, 0, 0, 0);

    /** Before every change. */
    public static final Position START = new Position(0, 0, 0, 0);

    @Override
    public int compareTo(Position other) {
        int byEpoch = Integer.compare(epoch, other.epoch);
        int byCommit = byEpoch != 0 ? byEpoch : Long.compareUnsigned(commit, other.commit);
        int byEvent = byCommit != 0 ? byCommit : Long.compareUnsigned(event, other.event);
        return byEvent != 0 ? byEvent : Long.compareUnsigned(order, other.order);
    }

    /** The epoch after so many restarts of the source's positions. */
    public static int epoch(int restarts) {
        return restarts << RESTART_BITS;
    }

    int restarts() {
        return epoch >> RESTART_BITS;
    }

    /** The place that a {@code source.pos} names: {@code event}, {@code event.order} or {@code commit.event.order}. */
    static Position parse(String pos) {
        String[] numbers = pos.split("\\.", -1);
        int last = numbers.length - 1;
        if (last > 2) {
            throw noPosition();
        }
        try {
            return new Position(
                    0,
                    last < 2 ? 0 : Long.parseUnsignedLong(numbers[0]),
                    Long.parseUnsignedLong(numbers[last == 0 ? 0 : last - 1]),
                    last == 0 ? 0 : Long.parseUnsignedLong(numbers[last]));
        } catch (NumberFormatException e) {
            throw noPosition();
        }
    }

    private static BadRecordException noPosition() {
        return new BadRecordException("'source.pos' is not one to three unsigned 64-bit numbers parted by dots");
    }

    /** The same place in a later order. */
    public Position inEpoch(int newer) {
        return new Position(newer, commit, event, order);
    }

    /** Right after this change, before every other one. */
    public Position next() {
        return new Position(epoch, commit, event, order + 1);
    }

    /** Text that sorts as the positions do: each number in hex, behind a letter for its length. */
    public String text() {
        StringBuilder out = new StringBuilder(40);
        append(out, epoch);
        append(out, commit);
        append(out, event);
        append(out, order);
        return out.toString();
    }

    private static void append(StringBuilder out, long number) {
        int digits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4);
        out.append((char) ('a' + digits - 1));
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((int) (number >>> shift) & 0xF, 16));
        }
    }

    void write(Encoder out) throws IOException {
        out.writeInt(epoch);
        out.writeLong(commit);
        out.writeLong(event);
        out.writeLong(order);
    }

    static Position read(Decoder in) throws IOException {
        return new Position(in.readInt(), in.readLong(), in.readLong(), in.readLong());
    }
}
