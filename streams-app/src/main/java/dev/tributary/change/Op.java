package dev.tributary.change;

import dev.tributary.serde.BadRecordException;

/** What a change event did to its row. */
public enum Op {
    CREATE('c'),
    UPDATE('u'),
    /** Read by a snapshot. */
    READ('r'),
    DELETE('d');

    private final char letter;

    Op(char letter) {
        this.letter = letter;
    }

    /** The letter that Debezium writes. */
    public char letter() {
        return letter;
    }

    /** The operation of that letter. */
    public static Op of(String letter) {
        return of(letter.length() == 1 ? letter.charAt(0) : '?');
    }

    /** The operation of that letter; truncates and messages are no change of one row. */
    static Op of(char letter) {
        return switch (letter) {
            case 'c' -> CREATE;
            case 'u' -> UPDATE;
            case 'r' -> READ;
            case 'd' -> DELETE;
            case 't' ->
                throw new BadRecordException("a truncate is not followed: set skipped.operations=t at the source, and"
                        + " use DELETE, which is");
            default -> throw new BadRecordException("unknown operation in field 'op'");
        };
    }
}
