package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.Position;
import dev.tributary.row.Row;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A driving row and, as far as they are joined, the rows it refers to: the latest event of each, in the order of the
 * output's slots. A slot is null when its table never had the row, and holds an event without a row when it was deleted.
 *
 * <p>Joined rows of one driving key are ordered by the positions of their slots, the driving one first: a row that refers
 * elsewhere has a newer driving position, so that the partitions which it leaves and enters never contradict each other.
 */
public final class Joined implements Comparable<Joined> {
    private static final int NOWHERE = -1;

    private final @Nullable ChangeEvent[] slots;
    private final int partition;
    private final long offset;

    /** Joined rows whose driving row was read at that place of its topic. */
    Joined(@Nullable ChangeEvent[] slots, int partition, long offset) {
        this.slots = slots;
        this.partition = partition;
        this.offset = offset;
    }

    /** A driving row that nothing is joined to yet. */
    public static Joined of(ChangeEvent driving) {
        return new Joined(new ChangeEvent[] {driving}, NOWHERE, NOWHERE);
    }

    Joined with(@Nullable ChangeEvent partner) {
        @Nullable ChangeEvent[] longer = Arrays.copyOf(slots, slots.length + 1);
        longer[slots.length] = partner;
        return new Joined(longer, partition, offset);
    }

    /** The same rows with a note of where the driving one was read. */
    Joined readAt(int readPartition, long readOffset) {
        return new Joined(slots, readPartition, readOffset);
    }

    /** Whether it is noted where the driving row was read. */
    boolean isPlaced() {
        return partition != NOWHERE;
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    /** Whether a table does not have the row, or has deleted it. */
    static boolean missing(@Nullable ChangeEvent partner) {
        return partner == null || !partner.live();
    }

    /** The same with one slot more, as far as it is to be seen: an inner join shows nothing without a partner that is there. */
    @Nullable
    Joined visibleWith(@Nullable ChangeEvent partner, boolean inner) {
        return inner && missing(partner) ? null : with(partner);
    }

    int size() {
        return slots.length;
    }

    /** The event of a slot; null when there is none. */
    public @Nullable ChangeEvent event(int slot) {
        return slot < slots.length ? slots[slot] : null;
    }

    /** The row of a slot; null when there is none or it was deleted. */
    public @Nullable Row row(int slot) {
        ChangeEvent event = event(slot);
        return event == null ? null : event.row();
    }

    /** The rows of the first {@code count} slots. */
    public @Nullable Row[] rows(int count) {
        @Nullable Row[] rows = new @Nullable Row[count];
        for (int i = 0; i < count; i++) {
            rows[i] = row(i);
        }
        return rows;
    }

    /** The event of the driving row, which is always there. */
    public ChangeEvent driving() {
        return java.util.Objects.requireNonNull(slots[0]);
    }

    /** The contributing change that came last, by the position its source gave it. */
    public ChangeEvent newest() {
        ChangeEvent newest = driving();
        for (ChangeEvent event : slots) {
            if (event != null && event.position().compareTo(newest.position()) > 0) {
                newest = event;
            }
        }
        return newest;
    }

    /** Text that sorts as the versions of one driving key do, made of the positions that decide where its row is joined. */
    public String version(List<Integer> decidingSlots) {
        StringBuilder text = new StringBuilder();
        for (int slot : decidingSlots) {
            text.append(position(slot).text());
        }
        return text.toString();
    }

    @Override
    public int compareTo(Joined other) {
        for (int i = 0; i < Math.max(slots.length, other.slots.length); i++) {
            int order = position(i).compareTo(other.position(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Joined joined && Arrays.equals(slots, joined.slots);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(slots);
    }

    private Position position(int slot) {
        ChangeEvent event = event(slot);
        return event == null ? Position.START : event.position();
    }
}
