package dev.tributary.join;

/**
 * What becomes of an event that has met its partner, or has not: out joined, out with nulls (left), or a dead letter (inner).
 *
 * @param drivingTopic where the event was read
 * @param reason why an event without its partner is refused
 */
record Settlement(String drivingTopic, String reason, boolean inner) {
    /**
     * The joined row of an event whose last slot is its partner.
     *
     * @throws dev.tributary.serde.BadRecordException when there is none and there has to be one
     */
    JoinedChange of(RoutedRow row) {
        Joined joined = row.joined();
        if (row.gone()) {
            return new JoinedChange(Move.ARRIVED, null, null, joined);
        }
        if (inner && Joined.missing(joined.event(joined.size() - 1))) {
            throw DrivingRow.refused(reason, row.origin(drivingTopic), row.key(), joined);
        }
        return new JoinedChange(Move.STAYED, null, joined, joined);
    }
}
