package dev.tributary.connect.export.delta;

import dev.tributary.connect.export.files.Part;

/** How CSV is read: text only, RFC 4180; nothing between two delimiters is null, {@code ""} is empty text. */
public record CsvDialect(char delimiter) {
    String read(Part part) {
        String columns = SqlText.each(part.columns(), ", ", column -> SqlText.text(column) + ": 'VARCHAR'");
        return "read_csv(" + SqlText.text(part.file().toString()) + ", header = true, auto_detect = false, delim = "
                + SqlText.text(String.valueOf(delimiter))
                + ", quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, null_padding = false"
                + ", columns = {" + columns + "})";
    }
}
