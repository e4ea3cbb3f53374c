package dev.tributary.change;

import dev.tributary.row.Row;
import dev.tributary.serde.BadRecordException;

/** What a change event says beside its row, in one line: {@code op epoch commit event order source-time incomplete [tx]}. */
public final class EventText {
    private static final int LEAST = 7;
    private static final int MOST = 8;

    private EventText() {}

    public static String of(ChangeEvent event) {
        Position at = event.position();
        String line = event.op().letter() + " " + at.epoch() + " " + at.commit() + " " + at.event() + " " + at.order()
                + " " + event.sourceTsMs() + " " + event.incomplete();
        return event.txId() == null ? line : line + " " + event.txId();
    }

    /**
     * The event of a row.
     *
     * @throws BadRecordException when the line is not what {@link #of} writes
     */
    static ChangeEvent read(String line, Row row) {
        String[] parts = line.split(" ", MOST);
        if (parts.length < LEAST) {
            throw malformed();
        }
        try {
            Position position = new Position(
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]));
            return new ChangeEvent(
                    Op.of(parts[0]),
                    position,
                    Long.parseLong(parts[5]),
                    parts.length == MOST ? parts[7] : null,
                    row,
                    Boolean.parseBoolean(parts[6]));
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private static BadRecordException malformed() {
        return new BadRecordException("the header that tells the change of a replayed row is not ours");
    }
}
