package dev.tributary.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A table that an output's rows refer to.
 *
 * @param table the table joined
 * @param on the referring columns, in the order of the joined table's key
 * @param inner whether a row without its partner is left out (inner) or goes out with nulls (left)
 * @param patience ({@code wait}) how long an event of a stream output is held for a missing partner; empty: not at all
 * @param broadcast whether the table goes to the rows, rather than each row to its partner's partition
 */
public record Join(String table, List<FieldRef> on, boolean inner, Optional<Duration> patience, boolean broadcast) {
    public Join {
        on = List.copyOf(on);
    }
}
