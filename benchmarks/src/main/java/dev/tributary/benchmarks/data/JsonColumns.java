package dev.tributary.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Finds the values of some columns in a JSON object without building anything: the least that a join by hand has to do.
 *
 * <p>Reads compact JSON, as Connect writes it. Stops as soon as every column is found.
 */
public final class JsonColumns {
    private final byte[] within;
    private final byte[][] names;
    private final int[] starts;
    private final int[] ends;
    private int found;

    /**
     * Looks for {@code names} in the object under the field {@code within}; in the object itself when that is empty.
     */
    public JsonColumns(String within, String... names) {
        this.within = within.getBytes(UTF_8);
        this.names = Arrays.stream(names).map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        this.starts = new int[names.length];
        this.ends = new int[names.length];
    }

    /** Whether all columns were found; their places are then valid until the next call. */
    public boolean find(byte[] json) {
        found = 0;
        Arrays.fill(ends, 0);
        int object = within.length == 0 ? 0 : enter(json);
        if (object >= 0) {
            columns(json, object);
        }
        return found == names.length;
    }

    /** Where a column's value starts, a text's opening quote included. */
    public int start(int column) {
        return starts[column];
    }

    /** The place behind a column's value. */
    public int end(int column) {
        return ends[column];
    }

    /** A column's value as a whole number. */
    public int number(byte[] json, int column) {
        return number(json, starts[column], ends[column]);
    }

    /** A column's value without the quotes of a text; empty for a column that was not found. */
    public String text(byte[] json, int column) {
        boolean quoted = ends[column] > 0 && json[starts[column]] == '"';
        int trim = quoted ? 1 : 0;
        return ends[column] == 0
                ? ""
                : new String(json, starts[column] + trim, ends[column] - starts[column] - 2 * trim, UTF_8);
    }

    /** The whole number written from {@code start} to before {@code end}. */
    public static int number(byte[] json, int start, int end) {
        int number = 0;
        for (int at = start; at < end; at++) {
            number = number * 10 + json[at] - '0';
        }
        return number;
    }

    private int enter(byte[] json) {
        int at = 1;
        while (at < json.length && json[at] == '"') {
            int nameEnd = textEnd(json, at);
            int value = nameEnd + 1;
            if (isName(json, at, nameEnd, within)) {
                return json[value] == '{' ? value : -1;
            }
            at = valueEnd(json, value) + 1;
        }
        return -1;
    }

    private void columns(byte[] json, int object) {
        int at = object + 1;
        while (at < json.length && json[at] == '"' && found < names.length) {
            int nameEnd = textEnd(json, at);
            int value = nameEnd + 1;
            int end = valueEnd(json, value);
            int column = column(json, at, nameEnd);
            if (column >= 0) {
                starts[column] = value;
                ends[column] = end;
                found++;
            }
            if (json[end] == '}') {
                return;
            }
            at = end + 1;
        }
    }

    private int column(byte[] json, int quote, int end) {
        for (int i = 0; i < names.length; i++) {
            if (ends[i] == 0 && isName(json, quote, end, names[i])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isName(byte[] json, int quote, int end, byte[] name) {
        return end - quote - 2 == name.length && Arrays.equals(json, quote + 1, end - 1, name, 0, name.length);
    }

    /** The place behind the value that starts at {@code at}. */
    private static int valueEnd(byte[] json, int at) {
        byte first = json[at];
        if (first == '"') {
            return textEnd(json, at);
        }
        if (first == '{' || first == '[') {
            return nestedEnd(json, at);
        }
        int end = at;
        while (end < json.length && json[end] != ',' && json[end] != '}' && json[end] != ']') {
            end++;
        }
        return end;
    }

    private static int nestedEnd(byte[] json, int at) {
        int depth = 0;
        int end = at;
        do {
            byte current = json[end];
            if (current == '"') {
                end = textEnd(json, end);
                continue;
            }
            if (current == '{' || current == '[') {
                depth++;
            } else if (current == '}' || current == ']') {
                depth--;
            }
            end++;
        } while (depth > 0);
        return end;
    }

    private static int textEnd(byte[] json, int quote) {
        int end = quote + 1;
        while (json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }
}
