package dev.tributary.connect.cockroach.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a file is taken, as Connect stores it with every record of the file.
 *
 * @param size of the file in bytes; with another size it is another file
 * @param lines how many of its lines are published
 * @param letters how many of these as dead letters
 * @param done whether that is all
 */
record Place(long size, long lines, long letters, boolean done) {
    private static final String SIZE = "size";
    private static final String LINES = "lines";
    private static final String LETTERS = "letters";
    private static final String DONE = "done";

    /** One entry, as Connect finds offsets by the bytes of the whole map. */
    static Map<String, String> partition(String path) {
        return Map.of("file", path);
    }

    /** The place that Connect stored for a file of that size; its beginning if that was another file. */
    static Place of(@Nullable Map<String, Object> offset, long size) {
        Place stored = offset == null
                ? null
                : new Place(
                        number(offset, SIZE), number(offset, LINES), number(offset, LETTERS), offset.get(DONE) != null);
        return stored == null || stored.size != size ? new Place(size, 0, 0, false) : stored;
    }

    private static long number(Map<String, Object> offset, String key) {
        return offset.get(key) instanceof Number number ? number.longValue() : 0;
    }

    Map<String, Object> offset() {
        Map<String, Object> place = Map.of(SIZE, size, LINES, lines, LETTERS, letters);
        return done ? Map.of(SIZE, size, LINES, lines, LETTERS, letters, DONE, true) : place;
    }

    Place next(boolean letter) {
        return new Place(size, lines + 1, letter ? letters + 1 : letters, false);
    }

    Place end() {
        return new Place(size, lines, letters, true);
    }
}
