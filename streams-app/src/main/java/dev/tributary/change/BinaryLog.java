package dev.tributary.change;

import dev.tributary.serde.BadRecordException;

/** Places in the binary log of MySQL and MariaDB as one number: the count of the file, then the place in it. */
final class BinaryLog {
    private static final int PLACE_BITS = 40;

    private BinaryLog() {}

    /**
     * The place in the log.
     *
     * @param file its name ends with its count, {@code mysql-bin.000003}
     * @param place in bytes, below 2^40
     */
    static long place(String file, long place) {
        String count = file.substring(file.lastIndexOf('.') + 1);
        try {
            long files = Long.parseLong(count);
            if (files >>> (Long.SIZE - PLACE_BITS) != 0 || place >>> PLACE_BITS != 0) {
                throw unreadable();
            }
            return files << PLACE_BITS | place;
        } catch (NumberFormatException e) {
            throw unreadable();
        }
    }

    private static BadRecordException unreadable() {
        return new BadRecordException("'source.file' and 'source.pos' are no place in a binary log");
    }
}
