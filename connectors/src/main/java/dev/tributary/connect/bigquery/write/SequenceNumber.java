package dev.tributary.connect.bigquery.write;

import dev.tributary.connect.rows.UnreadableRecordException;
import java.util.Optional;

/**
 * The order of the changes of a key in BigQuery's spelling: four sections of 16 hex digits, compared one after the other.
 *
 * <p>A position is a row of numbers in hex, each behind a letter for its length, four of them for each deciding table of
 * the join. The letters become digits too, so that no number is the beginning of another; a 1 stands before each table's
 * four numbers and a 0 before the offset. What is compared digit by digit is then ordered as (position, offset) is.
 */
public final class SequenceNumber {
    private static final int SECTION = 16;
    private static final int DIGITS = 4 * SECTION;
    private static final int NUMBERS_OF_A_TABLE = 4;
    /** Begins what is ordered by offset alone: after every position, should a table change over to offsets. */
    private static final char BY_OFFSET = 'f';

    private final StringBuilder digits = new StringBuilder(DIGITS + SECTION);

    private SequenceNumber() {}

    /** Ordered by the offset alone. */
    public static String of(long offset) {
        SequenceNumber number = new SequenceNumber();
        number.digits.append(BY_OFFSET);
        number.append(Long.toHexString(offset));
        return number.sections();
    }

    /**
     * Ordered by position, then by offset; empty when the two need more digits than BigQuery has.
     *
     * @throws UnreadableRecordException when the text is no position of the application's making
     */
    public static Optional<String> of(String position, long offset) {
        SequenceNumber number = new SequenceNumber();
        int numbers = 0;
        for (int at = 0; at < position.length(); numbers++) {
            if (numbers % NUMBERS_OF_A_TABLE == 0) {
                number.digits.append('1');
            }
            at = number.appendNumber(position, at);
        }
        if (numbers == 0 || numbers % NUMBERS_OF_A_TABLE != 0) {
            throw noPosition();
        }
        number.digits.append('0');
        number.append(Long.toHexString(offset));
        return number.digits.length() > DIGITS ? Optional.empty() : Optional.of(number.sections());
    }

    private int appendNumber(String position, int at) {
        int length = position.charAt(at) - 'a' + 1;
        int end = at + 1 + length;
        if (length < 1 || length > SECTION || end > position.length()) {
            throw noPosition();
        }
        String number = position.substring(at + 1, end);
        if (!number.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw noPosition();
        }
        append(number);
        return end;
    }

    private void append(String hex) {
        digits.append(Character.forDigit(hex.length() - 1, SECTION)).append(hex);
    }

    private String sections() {
        digits.append("0".repeat(DIGITS - digits.length()));
        for (int at = DIGITS - SECTION; at > 0; at -= SECTION) {
            digits.insert(at, '/');
        }
        return digits.toString();
    }

    private static UnreadableRecordException noPosition() {
        return new UnreadableRecordException("the position is not of the application's making; leave position.field"
                + " empty for an order by offset");
    }
}
