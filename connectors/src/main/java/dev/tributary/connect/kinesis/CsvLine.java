package dev.tributary.connect.kinesis;

import dev.tributary.connect.changes.ChangeColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One line, quoted as in RFC 4180, with or without a line end behind it. Nothing between two delimiters is no value,
 * {@code ""} is empty text.
 */
final class CsvLine implements Decoder {
    private static final char QUOTE = '"';

    private final char delimiter;

    CsvLine(char delimiter) {
        this.delimiter = delimiter;
    }

    static void requireDelimiter(String key, Object value) {
        String text = String.valueOf(value);
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw new ConfigException(key, value, "must be one character, neither a quote nor a line end");
        }
    }

    @Override
    public List<@Nullable String> cells(byte[] data, List<ChangeColumn> columns) throws BadDataException {
        List<@Nullable String> cells = new ArrayList<>(columns.size());
        String line = withoutEnd(Utf8.decode(data));
        int at = 0;
        while (at <= line.length()) {
            at = at < line.length() && line.charAt(at) == QUOTE ? quoted(line, at, cells) : plain(line, at, cells);
        }
        if (cells.size() != columns.size()) {
            throw new BadDataException("the line has " + cells.size() + " cells, not " + columns.size());
        }
        return cells;
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Adds the cell; the place behind the delimiter that ends it, or behind the line. */
    private int plain(String line, int from, List<@Nullable String> cells) throws BadDataException {
        int end = line.indexOf(delimiter, from);
        String cell = line.substring(from, end < 0 ? line.length() : end);
        if (cell.indexOf('\n') >= 0 || cell.indexOf(QUOTE) >= 0) {
            throw new BadDataException("the data is more than one line, or has a quote inside of a cell");
        }
        cells.add(cell.isEmpty() ? null : cell);
        return end < 0 ? line.length() + 1 : end + 1;
    }

    private int quoted(String line, int from, List<@Nullable String> cells) throws BadDataException {
        StringBuilder cell = new StringBuilder();
        int at = from + 1;
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (next != QUOTE) {
                cell.append(next);
            } else if (at < line.length() && line.charAt(at) == QUOTE) {
                cell.append(QUOTE);
                at++;
            } else if (at == line.length() || line.charAt(at) == delimiter) {
                cells.add(cell.toString());
                return at + 1;
            } else {
                throw new BadDataException("something stands behind a closing quote");
            }
        }
        throw new BadDataException("a quote is left open");
    }
}
