package dev.tributary.join;

import dev.tributary.change.ChangeEvent;
import dev.tributary.change.TableChange;
import org.jspecify.annotations.Nullable;

/**
 * A change of a joined row.
 *
 * @param move whether the driving row is where it was
 * @param before the joined row before, as far as it was visible here
 * @param after the joined row now; null when there is none to see
 * @param latest what is known now, visible or not; it tells the version
 */
public record JoinedChange(
        Move move, @Nullable Joined before, @Nullable Joined after, Joined latest) {
    /** A change of a driving row, before anything is joined to it. */
    public static JoinedChange of(TableChange change) {
        Joined latest = Joined.of(change.after());
        Joined before = visible(change.before());
        Joined after = change.after().live() ? latest : null;
        return new JoinedChange(before == null ? Move.NEW : Move.STAYED, before, after, latest);
    }

    /** A driving event on its own: what was there before it is not asked; null for the tombstone behind a delete. */
    public static @Nullable JoinedChange of(ChangeEvent event) {
        if (event.equals(ChangeEvent.TOMBSTONE)) {
            return null;
        }
        Joined latest = Joined.of(event);
        return event.live()
                ? new JoinedChange(Move.STAYED, null, latest, latest)
                : new JoinedChange(Move.ARRIVED, null, null, latest);
    }

    private static @Nullable Joined visible(@Nullable ChangeEvent event) {
        return event != null && event.live() ? Joined.of(event) : null;
    }
}
